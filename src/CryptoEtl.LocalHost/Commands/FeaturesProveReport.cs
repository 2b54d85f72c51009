using System.Globalization;
using CryptoEtl.Functions.Features.Proof;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The certificate of <c>etl features prove</c> as text.</summary>
internal static class FeaturesProveReport
{
    public static void Write(ProofCertificate proof, TextWriter output)
    {
        output.WriteLine($"lake: {proof.Lake}");
        output.WriteLine($"tables: {string.Join(", ", proof.Tables.Select(table => table.Version < 0 ? $"no {table.Table}" : $"{table.Table} version {table.Version}"))}");
        output.WriteLine($"definitions: version {proof.SpecVersion}, config {proof.ConfigHash}");
        output.WriteLine($"data: {Number(proof.Values)} values of {proof.Assets} assets, {proof.DataFrom:yyyy-MM-dd} to {proof.DataTo:yyyy-MM-dd}");
        output.WriteLine($"days: {proof.Days.Count} compared, {proof.Days[0]:yyyy-MM-dd} to {proof.Days[^1]:yyyy-MM-dd}; {proof.DaysAtRandom} at random, the others around events; seed {proof.Request.Seed}");
        output.WriteLine();
        WriteEvents(proof, output);
        WriteChecks(proof, output);
        WriteControls(proof, output);
        WriteMismatches(proof, output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Verdict(proof)} ({proof.Seconds:F1} s)"));
    }

    private static void WriteEvents(ProofCertificate proof, TextWriter output)
    {
        output.WriteLine($"{"event",-24}{"days",8}{"taken",8}");
        foreach (var kind in proof.Events)
            output.WriteLine($"{Words(kind.Kind),-24}{kind.Found,8}{kind.Taken,8}{(kind.Taken < kind.Found ? "  (drawn; --points takes more)" : "")}");
        output.WriteLine();
    }

    private static void WriteChecks(ProofCertificate proof, TextWriter output)
    {
        output.WriteLine($"{"compared with",-24}{"days",8}{"rows",12}{"cells",14}{"different",12}");
        foreach (var check in proof.Checks)
            output.WriteLine($"{check.Name,-24}{check.Days,8}{Number(check.Rows),12}{Number(check.Cells),14}{Number(check.Mismatches),12}{(check.Days == 0 ? "  (none of these days is stored)" : "")}");
        output.WriteLine();
    }

    private static void WriteControls(ProofCertificate proof, TextWriter output)
    {
        output.WriteLine("looks ahead on purpose");
        foreach (var control in proof.Controls)
            output.WriteLine($"  {control.Name,-28}{Outcome(control)}");
        output.WriteLine();
    }

    private static string Outcome(ProofControl control) =>
        control.WhyNot is { } whyNot ? $"cannot be shown here: {whyNot}"
        : control.Seen is { } seen ? $"seen on {seen.Day:yyyy-MM-dd}: {seen.Asset ?? "market"} {seen.Column} {seen.Expected}, not {seen.Actual}"
        : $"NOT SEEN on {control.Compared} of {control.Candidates} days that could show it";

    private static void WriteMismatches(ProofCertificate proof, TextWriter output)
    {
        foreach (var one in proof.Mismatches)
            output.WriteLine($"different ({one.Check}): {one.Day:yyyy-MM-dd} {one.Asset ?? "market"} {one.Column}: {one.Expected}, but {one.Actual}");
        if (proof.Mismatches.Count > 0)
            output.WriteLine();
    }

    private static string Verdict(ProofCertificate proof) =>
        proof.IsProven ? "PROVEN: no row that was compared looks ahead"
        : proof.Checks.Any(check => check.Mismatches > 0) ? "NOT PROVEN: rows differ"
        : "NOT PROVEN: a look ahead on purpose was not seen";

    /// <summary>Words of an event, such as <c>late arrival</c>.</summary>
    private static string Words(ProofEvent kind) =>
        string.Concat(kind.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
