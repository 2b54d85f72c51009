using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Maintenance;
using CryptoEtl.Functions;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl lake</c>: what happened to tables, and how they are kept fast and small. Runs may go on meanwhile.</summary>
internal static class LakeCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create() => new("lake", "Look at tables' history, put small files together, delete what nobody needs. Runs may go on meanwhile.")
    {
        History(), Compact(), Checkpoint(), Vacuum(),
    };

    private static Command History()
    {
        var last = new Option<int>("--last") { Description = "How many commits.", HelpName = "N", DefaultValueFactory = _ => 20 };
        return Define("history", "A table's commits, newest first.", [last], async (lake, table, parsed, cancellation) =>
            await table.Log.HistoryAsync(parsed.GetValue(last), cancellation), LakeReport.Write);
    }

    private static Command Compact()
    {
        var target = new Option<long>("--target-bytes") { Description = "Most bytes to put together; files below half of it are small.", HelpName = "N", DefaultValueFactory = _ => Compaction.DefaultTargetBytes };
        var before = new Option<string?>("--before") { Description = "Only days before this one, such as 2018-02-01.", HelpName = "DAY" };
        var dry = DryRun();
        return Define("compact", "Put small files of a day together, sorted by key. The rows are proved to be the same.", [target, before, dry], async (lake, table, parsed, cancellation) =>
        {
            if (parsed.GetValue(target) <= 0)
                throw new BadInputException($"--target-bytes is '{parsed.GetValue(target)}': it must be positive");
            return await new Compaction(table, TimeProvider.System)
                .RunAsync(parsed.GetValue(target), DayOf(parsed.GetValue(before)), parsed.GetValue(dry), cancellation).ToListAsync(cancellation);
        }, LakeReport.Write);
    }

    private static Command Checkpoint()
    {
        var dry = DryRun();
        return Define("checkpoint", "Write a checkpoint of the log, and delete commits past the log's retention that one stands for.", [dry], async (lake, table, parsed, cancellation) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var version = parsed.GetValue(dry) ? null : await table.Log.CheckpointAsync(now, cancellation);
            return new CleanedLog(table.Definition.FullName, version, await table.Log.CleanAsync(now, parsed.GetValue(dry), cancellation));
        }, LakeReport.Write);
    }

    private static Command Vacuum()
    {
        var retention = new Option<string?>("--retention") { Description = "Keep files that are not needed for so long: 30d, 12h or 90m. Default: as the table says, usually 7d.", HelpName = "D" };
        var shorter = new Option<bool>("--allow-shorter") { Description = "Allow less than the table says. Slower writers and readers then lose files." };
        var dry = DryRun();
        return Define("vacuum", "Delete files that left the table, and what killed writers left.", [retention, shorter, dry], async (lake, table, parsed, cancellation) =>
            await new Vacuum(lake.Storage, table, TimeProvider.System).RunAsync(
                AgeOf(parsed.GetValue(retention)), parsed.GetValue(shorter), parsed.GetValue(dry), cancellation), LakeReport.Write);
    }

    /// <summary>A command that does something to one table or to all, and reports per table.</summary>
    private static Command Define<T>(
        string name, string description, Option[] options, Func<Lake, LakeTable, ParseResult, CancellationToken, Task<T>> work, Action<LakeTable, T, TextWriter> report)
    {
        var one = new Argument<string?>("table") { Description = "Such as silver_live.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every table of the lake." };
        var (folder, json) = (CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command(name, description) { one, all, folder, json };
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var services = Open(parsed.GetValue(folder));
            var lake = services.GetRequiredService<Lake>();
            var results = new Dictionary<string, T>(StringComparer.Ordinal);
            foreach (var table in await TablesAsync(lake, parsed.GetValue(one), parsed.GetValue(all), cancellation))
            {
                var result = results[table.Definition.FullName] = await work(lake, table, parsed, cancellation);
                if (!parsed.GetValue(json))
                    report(table, result, Console.Out);
            }

            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(results, Readable));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<List<LakeTable>> TablesAsync(Lake lake, string? name, bool all, CancellationToken cancellation)
    {
        if (all == (name is not null))
            throw new BadInputException("name one table, or say --all");
        var tables = new List<LakeTable>();
        foreach (var definition in name is null ? Tables.All : [Tables.Named(name)])
        {
            var table = lake.Table(definition);
            if (await table.SnapshotAsync(cancellation) is not null)
                tables.Add(table);
            else if (name is not null)
                throw new BadInputException($"{table.Log.Table}: there is no such table yet");
        }

        return tables;
    }

    private static ServiceProvider Open(string? lake) => new ServiceCollection()
        .AddCryptoEtl(Settings.Load(new Dictionary<string, string?> { ["ETL_LAKE"] = lake }))
        .BuildServiceProvider();

    private static Option<bool> DryRun() => new("--dry-run") { Description = "Only tell what would be done." };

    private static DateOnly? DayOf(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new BadInputException($"--before is '{text}', which is not a day such as 2018-02-01");

    private static TimeSpan? AgeOf(string? text)
    {
        if (text is null)
            return null;
        var isNumber = double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        var days = !isNumber || number > 100_000 ? -1 : text[^1] switch { 'd' => number, 'h' => number / 24, 'm' => number / 1440, _ => -1 };
        return days >= 0 ? TimeSpan.FromDays(days) : throw new BadInputException($"--retention is '{text}', which is not a time such as 30d, 12h or 90m");
    }
}
