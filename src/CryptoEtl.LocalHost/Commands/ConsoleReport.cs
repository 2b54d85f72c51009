using System.Globalization;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Runs;
using CryptoEtl.Functions;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>A run's report for a person.</summary>
internal static class ConsoleReport
{
    /// <param name="memory">Null: the run was another process's.</param>
    public static void Write(RunReport report, string lake, TimeSpan elapsed, TextWriter output, string? memory = null)
    {
        output.WriteLine($"run {report.RunId}: done in {Seconds(elapsed)}{(memory is null ? "" : $", {memory}")}");
        output.WriteLine();
        WriteTables(report, output);
        WriteRevisions(report, output);
        WriteVerdicts(report.Verdicts, output);
        WriteMappings(report, output);
        WriteSources(report, output);
        foreach (var note in report.Notes)
            output.WriteLine($"note: {note}");
        foreach (var failure in report.Failures)
            output.WriteLine($"failed: {failure}");
        output.WriteLine($"lake: {(AzureAccount.IsContainer(lake) ? lake : Path.GetFullPath(lake))}");
    }

    /// <summary>Verdicts with what each rule held back.</summary>
    public static void WriteVerdicts(IReadOnlyList<Verdict> verdicts, TextWriter output)
    {
        output.WriteLine($"{"gate",-28} {"rows in",9} {"passed",9} {"held",7}  decision");
        foreach (var verdict in verdicts)
        {
            output.WriteLine($"{verdict.Table,-28} {verdict.RowsIn,9} {verdict.RowsPassed,9} {verdict.RowsQuarantined,7}  {GateRecords.Word(verdict.Decision)}");
            foreach (var (rule, count) in verdict.Findings)
                output.WriteLine($"  {rule,-8} {count,5}  {Sentence(verdict.Table, rule)}");
            foreach (var remark in verdict.Remarks)
                output.WriteLine($"  noticed: {remark}");
            foreach (var reason in verdict.Reasons)
                output.WriteLine($"  halted: {reason}");
        }

        output.WriteLine();
    }

    private static void WriteTables(RunReport report, TextWriter output)
    {
        output.WriteLine($"{"table",-28} {"rows written",12} {"version",8}");
        foreach (var table in report.Tables)
            output.WriteLine($"{table.Table,-28} {table.Rows,12} {table.Version,8}");
        output.WriteLine();
    }

    /// <summary>Of ledgers: what is new, and what the sources tell otherwise than before.</summary>
    private static void WriteRevisions(RunReport report, TextWriter output)
    {
        if (report.Revisions.Count == 0)
            return;

        output.WriteLine($"{"ledger",-28} {"appended",9} {"edge",7} {"restated",9} {"withdrawn",10} {"filled",7} {"the same",9}");
        foreach (var (table, counts) in report.Revisions)
            output.WriteLine($"{table,-28} {counts.Appended,9} {counts.ClosedEdge,7} {counts.Restated,9} {counts.Withdrawn,10} {counts.NullFilled,7} {counts.Unchanged + counts.Outdated,9}");
        output.WriteLine();
    }

    private static void WriteMappings(RunReport report, TextWriter output)
    {
        if (report.Mappings.Count == 0)
            return;

        output.WriteLine($"{"mapped on ids",-28} {"mapped",9} {"unmatched",10} {"ambiguous",10}");
        foreach (var mapping in report.Mappings)
        {
            output.WriteLine($"{mapping.Source,-28} {mapping.Mapped,9} {mapping.Unmatched,10} {mapping.Ambiguous,10}");
            foreach (var example in mapping.Examples)
                output.WriteLine($"  {example}");
        }

        output.WriteLine();
    }

    private static void WriteSources(RunReport report, TextWriter output)
    {
        output.WriteLine($"{"source",-28} {"requests",9} {"attempts",9} {"credits",9} {"cached",7}");
        foreach (var source in report.Sources)
            output.WriteLine($"{source.Source,-28} {source.Requests,9} {source.Attempts,9} {source.Credits,9} {source.Cached,7}{(source.Stale == 0 ? "" : $"  {source.Stale} of them STALE: the source failed")}");
        foreach (var drift in report.Drift)
            output.WriteLine($"changed: {drift.Endpoint} {drift.Field}: {drift.Kind} in {drift.Rows} rows{(drift.Example is null ? "" : $", such as {drift.Example}")}");
        foreach (var skipped in report.Skipped)
            output.WriteLine($"skipped: {skipped}");
        output.WriteLine();
    }

    private static string Sentence(string table, string rule) =>
        Contracts.All(new GateThresholds()).Where(contract => contract.Table.FullName == table)
            .SelectMany(contract => contract.Rules.Select(known => (known.Id, known.Sentence)).Concat(contract.BatchRules.Select(known => (known.Id, known.Sentence))))
            .FirstOrDefault(known => known.Id == rule).Sentence ?? "";

    private static string Seconds(TimeSpan elapsed) => elapsed.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
}
