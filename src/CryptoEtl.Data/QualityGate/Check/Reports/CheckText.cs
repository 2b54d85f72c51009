using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check.Reports;

/// <summary>A report for the console.</summary>
public static class CheckText
{
    private const int Examples = 3;

    public static void Write(CheckReport report, TextWriter output)
    {
        var verdict = report.Verdict;
        output.WriteLine($"{report.Options.Path} as {verdict.Table}: {GateRecords.Word(verdict.Decision)}");
        output.WriteLine(CheckWords.Sum(verdict));
        foreach (var reason in verdict.Reasons)
            output.WriteLine($"halted: {reason}");
        foreach (var remark in verdict.Remarks)
            output.WriteLine($"remark: {remark}");
        output.WriteLine();
        WriteColumns(report, output);
        WriteBatches(report, output);
        WriteRules(report, output);
    }

    private static void WriteColumns(CheckReport report, TextWriter output)
    {
        output.WriteLine($"columns: {string.Join(", ", report.Map.Mapped.Select(CheckWords.Origin))}");
        foreach (var line in CheckWords.Lacking(report))
            output.WriteLine(line);
        if (report.IsScattered)
            output.WriteLine("note: the rows of a series do not stand together in this file; they were brought together on disk");
        output.WriteLine();
    }

    private static void WriteBatches(CheckReport report, TextWriter output)
    {
        if (report.Batches.Count == 0)
            return;
        output.WriteLine($"{"batch",-26} {"rows in",9} {"passed",9} {"held",7}  decision");
        foreach (var batch in report.Batches)
        {
            output.WriteLine($"{batch.Name,-26} {batch.Verdict.RowsIn,9} {batch.Verdict.RowsPassed,9} {batch.Verdict.RowsQuarantined,7}  {GateRecords.Word(batch.Verdict.Decision)}");
            foreach (var reason in batch.Verdict.Reasons)
                output.WriteLine($"  halted: {reason}");
        }

        output.WriteLine();
    }

    private static void WriteRules(CheckReport report, TextWriter output)
    {
        output.WriteLine($"{"rule",-8} {"severity",-10} {"findings",10} {"per row",10}  a row or batch is right when");
        foreach (var rule in report.Rules.Where(rule => rule.Findings > 0))
        {
            output.WriteLine($"{rule.Id,-8} {CheckWords.Severity(rule.Severity),-10} {rule.Findings,10} {CheckWords.Percent(rule.Share),10}  {rule.Sentence}");
            foreach (var example in rule.Examples.Take(Examples))
                output.WriteLine($"  {CheckWords.Place(report, example)}");
        }

        var clean = report.Rules.Where(rule => rule.Findings == 0).Select(rule => rule.Id).ToList();
        if (clean.Count > 0)
            output.WriteLine($"without findings: {string.Join(", ", clean)}");
    }
}
