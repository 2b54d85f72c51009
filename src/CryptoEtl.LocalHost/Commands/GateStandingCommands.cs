using System.CommandLine;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl gate status</c>, <c>verify</c> and <c>override</c>: how tables stand, whether verdicts are as they were sealed, and a person's word.</summary>
internal static class GateStandingCommands
{
    private static readonly JsonSerializerOptions Machine = new(JsonSerializerDefaults.Web);

    public static Command Status()
    {
        var (folder, json) = (CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("status", "How each table stands: closed, half_open or open, its last batch, and why it was refused.") { folder, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var services = Open(parsed.GetValue(folder));
            var (lake, clock) = (services.GetRequiredService<Data.Lakehouse.Lake>(), services.GetRequiredKeyedService<TimeProvider>(CryptoEtlServices.Clock));
            var (state, overrides) = (await lake.Gate.StateAsync(cancellation), await lake.Gate.OverridesAsync(cancellation));
            Write([.. state.Tables.Values.OrderBy(table => table.Table, StringComparer.Ordinal).Select(table => new TableStatus(table, table.StateAt(clock.GetUtcNow(), overrides)))], parsed.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Verify()
    {
        var (folder, json) = (CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("verify", "Read the chain of verdicts from its start: what was changed, moved, taken out or signed by another.") { folder, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var services = Open(parsed.GetValue(folder));
            var (verdicts, faults) = await services.GetRequiredService<VerdictLedger>().VerifyAsync(cancellation);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(new { verdicts, faults }, Machine));
            else
                Console.WriteLine(faults.Count == 0 ? $"{verdicts} verdicts, each as it was sealed" : $"{verdicts} verdicts, {faults.Count} faults");
            return faults.Count == 0 ? ExitCodes.Done : Refuse(faults);
        });
        return command;
    }

    public static Command Override()
    {
        var table = new Option<string>("--table") { Description = "Full name of the table that was refused.", HelpName = "T", Required = true };
        var batch = new Option<string>("--batch") { Description = "Id of the batch that was refused.", HelpName = "ID", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why it may be used.", HelpName = "TEXT", Required = true };
        var by = new Option<string>("--by") { Description = "Who says so.", HelpName = "NAME", Required = true };
        var expires = new Option<string>("--expires") { Description = "From then on it is refused again; at most 31 days ahead.", HelpName = "ISO-TIME", Required = true };
        var (folder, now) = (CommonOptions.Lake(), CommonOptions.Now());
        var command = new Command("override", "Vouch for a refused batch for a while. It is recorded; run the pipeline again to use the batch.") { table, batch, reason, by, expires, folder, now };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var services = Open(parsed.GetValue(folder));
            var word = new GateOverride(
                parsed.GetRequiredValue(table), parsed.GetRequiredValue(batch), parsed.GetRequiredValue(reason), parsed.GetRequiredValue(by),
                LakeOptions.Moment("--expires", parsed.GetRequiredValue(expires))!.Value);
            var at = parsed.GetValue(now) ?? services.GetRequiredKeyedService<TimeProvider>(CryptoEtlServices.Clock).GetUtcNow();
            await services.GetRequiredService<OverrideBook>().AddAsync(word, at, cancellation);
            Console.WriteLine($"{word.Table}: batch {word.Batch} may be used until {LakeOptions.Text(word.ExpiresAt)}; run the pipeline again");
            return ExitCodes.Done;
        });
        return command;
    }

    private static ServiceProvider Open(string? lake) => new ServiceCollection()
        .AddCryptoEtl(Settings.Load(new Dictionary<string, string?> { ["ETL_LAKE"] = lake })).BuildServiceProvider();

    private static int Refuse(IReadOnlyList<ChainFault> faults)
    {
        foreach (var fault in faults)
            Console.Error.WriteLine($"error: verdict {fault.Sequence}{(fault.Batch.Length == 0 ? "" : $" on {fault.Batch} of {fault.Table}")}: {fault.Reason}");
        return ExitCodes.GateHalted;
    }

    private static void Write(IReadOnlyList<TableStatus> tables, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(tables, Machine));
            return;
        }

        Console.WriteLine($"{"table",-34} {"breaker",-10} {"last batch",-34} decision");
        foreach (var table in tables)
        {
            Console.WriteLine($"{table.Table,-34} {table.Breaker,-10} {table.Batch,-34} {table.Decision}");
            foreach (var reason in table.Reasons)
                Console.WriteLine($"  since {table.Since}: {reason}");
        }
    }

    private sealed record TableStatus(string Table, string Breaker, string Batch, string Decision, string? Since, IReadOnlyList<string> Reasons)
    {
        public TableStatus(TableStanding standing, BreakerState state)
            : this(standing.Table, Word(state), standing.Batch, GateRecords.Word(standing.Decision), standing.Since, standing.Reasons) { }

        private static string Word(BreakerState state) => state switch
        {
            BreakerState.Closed => "closed",
            BreakerState.Open => "open",
            _ => "half_open",
        };
    }
}
