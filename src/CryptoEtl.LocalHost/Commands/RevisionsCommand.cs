using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Revisions;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl revisions</c>: what the sources changed after they had told it.</summary>
internal static class RevisionsCommand
{
    private static readonly JsonSerializerOptions Machine = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var table = new Argument<string?>("table") { Description = "Full name of a ledger, such as bronze_historical_chart. Default: every ledger.", Arity = ArgumentArity.ZeroOrOne };
        var (from, to, assets, knownAt) = (LakeOptions.From(), LakeOptions.To(), LakeOptions.Assets(), LakeOptions.KnownAt());
        var revision = new Option<string?>("--class") { Description = "Only one class of change.", HelpName = "CLASS" };
        revision.AcceptOnlyFromAmong([.. RevisionClasses.All]);
        var top = new Option<int>("--top") { Description = "How many of the largest changes to list, per table.", DefaultValueFactory = _ => 10 };
        var (lake, json) = (CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("revisions", "What the sources changed after they had told it: how much, how large, and where.")
        {
            table, from, to, assets, knownAt, revision, top, lake, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            LakeOptions.Open(parsed.GetValue(lake)), TablesOf(parsed.GetValue(table)), parsed.GetValue(revision), Math.Max(0, parsed.GetValue(top)), parsed.GetValue(json),
            new RowQuery
            {
                From = LakeOptions.Day("--from", parsed.GetValue(from)),
                To = LakeOptions.Day("--to", parsed.GetValue(to)),
                Assets = LakeOptions.Set(parsed.GetValue(assets)),
                KnownAt = LakeOptions.Moment("--known-at", parsed.GetValue(knownAt)),
            },
            cancellation));
        return command;
    }

    private static List<TableDefinition> TablesOf(string? name)
    {
        var ledgers = Tables.All.Where(table => table.IsLedger).ToList();
        if (name is null)
            return ledgers;
        var table = Tables.Named(name);
        return table.IsLedger ? [table]
            : throw new BadInputException($"{name} keeps every snapshot and has no revisions; the ledgers are: {string.Join(", ", ledgers.Select(ledger => ledger.FullName))}");
    }

    private static async Task<int> RunAsync(
        Lake lake, IReadOnlyList<TableDefinition> tables, string? revision, int top, bool json, RowQuery query, CancellationToken cancellation)
    {
        var summaries = new List<RevisionSummary>();
        foreach (var table in tables)
        {
            var counter = new RevisionCounter(table, top, revision);
            await foreach (var block in new TableHistory(lake.Table(table), accepted: await lake.Gate.AcceptedAsync(table, cancellation)).VintagesAsync(query, cancellation))
                counter.Add(block);
            summaries.Add(counter.Summary);
        }

        var all = new RevisionSummary([.. summaries.SelectMany(summary => summary.Rows)], [.. summaries.SelectMany(summary => summary.Largest)]);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(all, Machine));
        else
            Write(all, Console.Out);
        return ExitCodes.Done;
    }

    private static void Write(RevisionSummary summary, TextWriter output)
    {
        output.WriteLine($"{"table",-28} {"class",-12} {"rows",10} {string.Join(' ', RevisionSizes.All.Select(size => $"{size,14}"))}");
        foreach (var rows in summary.Rows)
            output.WriteLine($"{rows.Table,-28} {rows.Revision,-12} {rows.Rows,10} {string.Join(' ', RevisionSizes.All.Select(size => $"{rows.Sizes.GetValueOrDefault(size),14}"))}");
        foreach (var table in summary.Largest.GroupBy(cell => cell.Table))
        {
            output.WriteLine();
            output.WriteLine($"{table.Key}: largest changes");
            foreach (var cell in table)
                Write(cell, output);
        }
    }

    private static void Write(RevisedCell cell, TextWriter output)
    {
        var change = cell.Column is null ? "" : $" {cell.Column} {cell.Old ?? "null"} -> {cell.New ?? "null"}{Percent(cell.Relative)}";
        output.WriteLine($"  {cell.Revision} {cell.Key}{change}");
        output.WriteLine($"    seen {Stamp(cell.FirstSeen)} raw {cell.OldRawSha256 ?? "-"}");
        output.WriteLine($"    then {Stamp(cell.ChangedAt)} raw {cell.NewRawSha256 ?? "-"}");
    }

    private static string Percent(double? relative) => relative is { } change ? string.Create(CultureInfo.InvariantCulture, $" ({100 * change:0.###} %)") : "";

    private static string Stamp(DateTime? at) => at is { } moment ? LakeOptions.Text(new DateTimeOffset(moment, TimeSpan.Zero)) : "-";
}
