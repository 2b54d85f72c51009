using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Revisions.Explain;
using CryptoEtl.Functions.QualityGate;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The words of <c>etl quarantine</c>.</summary>
internal static class QuarantineReport
{
    private static readonly JsonSerializerOptions Machine = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Word(QuarantineState state) => state.ToString().ToLowerInvariant();

    public static void WriteJson(object value) => Console.WriteLine(JsonSerializer.Serialize(value, Machine));

    /// <summary>A row that broke several rules counts once for each.</summary>
    public static IEnumerable<QuarantineCount> Counts(IEnumerable<HeldRow> rows) => rows
        .SelectMany(row => row.Rules.Select(held => held.Rule).Distinct().Select(rule => (Table: row.Table.FullName, Rule: rule, row.State)))
        .GroupBy(one => one).OrderBy(group => group.Key.Table, StringComparer.Ordinal).ThenBy(group => group.Key.Rule, StringComparer.Ordinal).ThenBy(group => group.Key.State)
        .Select(group => new QuarantineCount(group.Key.Table, group.Key.Rule, Word(group.Key.State), group.Count()));

    public static object Brief(HeldRow row) => new
    {
        id = row.Id, table = row.Table.FullName, key = row.Key, state = Word(row.State), batch = row.Batch.Id, observedAt = row.ObservedAt,
        rules = row.Rules.Select(held => new { rule = held.Rule, field = held.Field, value = held.Value, reason = held.Reason }),
    };

    public static IReadOnlyDictionary<string, string?> Cells(HeldRow row) => CellsOf(row, row.Json);

    public static object Whole(HeldRow row, ExplainedRaw? raw, GateThresholds thresholds) => new
    {
        row = Brief(row), cells = Cells(row), original = CellsOf(row, row.Original), raw,
        rules = row.Rules.Select(held => new { held.Rule, held.Field, held.Value, held.Reason, held.ContractSha256, RuleOf(row, held, thresholds)?.Sentence, RuleOf(row, held, thresholds)?.Why }),
        actions = row.Actions,
    };

    public static void WriteList(IReadOnlyList<HeldRow> rows, int most, TextWriter output)
    {
        output.WriteLine($"{"table",-30} {"rule",-8} {"state",-10} {"rows",7}");
        foreach (var count in Counts(rows))
            output.WriteLine($"{count.Table,-30} {count.Rule,-8} {count.State,-10} {count.Rows,7}");
        output.WriteLine();
        foreach (var row in rows.Take(most))
            output.WriteLine($"{row.Id}  {Stamp(row.ObservedAt)}  {Word(row.State),-9} {row.Table.FullName} {row.Key}: {string.Join("; ", row.Rules.Select(held => $"{held.Rule} {held.Reason}").Distinct())}");
        output.WriteLine(rows.Count > most ? $"{rows.Count} rows, the newest {most} are listed" : $"{rows.Count} rows");
    }

    public static void Write(HeldRow row, ExplainedRaw? raw, GateThresholds thresholds, ILakeStorage storage, TextWriter output)
    {
        output.WriteLine($"{row.Id}: {Word(row.State)}, {row.Table.FullName} {row.Key}");
        output.WriteLine($"batch      {row.Batch}, seen {Stamp(row.ObservedAt)}");
        output.WriteLine($"raw        {(row.RawSha256 is null ? "no single answer explains the row" : $"{row.RawSha256}: {raw?.Body}")}");
        if (raw?.Request is not null)
            output.WriteLine($"request    {raw.Source} /{raw.Request}: {raw.Status}");
        if (row.RawSha256 is { Length: > 2 } sha256)
            output.WriteLine($"look       gzip -dc {storage.Describe($"raw/sha256/{sha256[..2]}/{sha256}.gz")}");
        foreach (var held in row.Rules)
            Write(held, RuleOf(row, held, thresholds), output);
        WriteCells(row, output);
        foreach (var action in row.Actions)
            output.WriteLine($"{Stamp(action.At)}  {action.Word} by {action.By}: {action.Reason}{(action.Outcome is null ? "" : $" -> {action.Outcome}")}{(action.ReplayBatch is null ? "" : $", {action.ReplayBatch}")}");
    }

    public static void WriteFix(HeldRow row, bool isRecorded, IReadOnlyList<string> heldBy, TextWriter output)
    {
        output.WriteLine($"{row.Id}: {row.Table.FullName} {row.Key}{(isRecorded ? " is fixed" : " is like that already; nothing is recorded")}");
        WriteCells(row, output);
        foreach (var line in heldBy)
            output.WriteLine($"still held {line}");
        output.WriteLine(heldBy.Count == 0 ? $"it passes: 'etl quarantine replay {row.Id}' commits it" : "it would be held back again");
    }

    public static void Write(IReadOnlyList<ReplayedBatch> batches, IReadOnlyList<HeldRow> left, bool isDry, TextWriter output)
    {
        foreach (var batch in batches)
        {
            output.WriteLine($"{batch.Table} {batch.Batch}: {batch.Rows.Count} rows, {batch.Passed} {(isDry ? "would pass" : "passed")}, {batch.Held} held back{(isDry ? "" : $", {batch.Committed} committed")}");
            foreach (var row in batch.Rows)
                output.WriteLine($"  {row.Row.Id} {row.Row.Key}: {(row.HeldBy.Count == 0 ? row.Outcome : string.Join("; ", row.HeldBy))}");
            foreach (var (table, rows) in batch.Silver)
                output.WriteLine($"  {table}: {rows} rows");
            foreach (var note in batch.Notes)
                output.WriteLine($"  note: {note}");
        }

        foreach (var row in left)
            output.WriteLine($"{row.Id} is {Word(row.State)}; {(row.State == QuarantineState.Discarded ? "a fix opens it again" : "nothing to do")}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{batches.Sum(batch => batch.Rows.Count)} rows = {batches.Sum(batch => batch.Passed)} passed + {batches.Sum(batch => batch.Held)} held back{(isDry ? "; nothing was written" : "")}"));
    }

    private static void Write(HeldBy held, Rule? rule, TextWriter output)
    {
        output.WriteLine($"{held.Rule,-10} {held.Field}={held.Value ?? "null"}: {held.Reason}");
        output.WriteLine(rule is null ? $"{"",-10} no rule of today; contract {held.ContractSha256}" : $"{"",-10} right when {rule.Sentence}. {rule.Why}");
    }

    private static void WriteCells(HeldRow row, TextWriter output)
    {
        var (original, now) = (CellsOf(row, row.Original), Cells(row));
        foreach (var (column, value) in now)
            output.WriteLine($"  {column,-28} {value ?? "null"}{(original[column] == value ? "" : $"   (came as {original[column] ?? "null"})")}");
    }

    private static Dictionary<string, string?> CellsOf(HeldRow row, string json)
    {
        var rows = RowReader.Read(row.Table, [json]);
        return row.Table.Columns.ToDictionary(column => column.Name, column => CellText.Of(rows, column.Name, 0));
    }

    private static Rule? RuleOf(HeldRow row, HeldBy held, GateThresholds thresholds) =>
        Contracts.All(thresholds).FirstOrDefault(contract => contract.Table == row.Table)?.Rules.FirstOrDefault(rule => rule.Id == held.Rule);

    private static string Stamp(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Rows of one table, rule and state.</summary>
internal sealed record QuarantineCount(string Table, string Rule, string State, int Rows);
