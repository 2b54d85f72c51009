using System.Globalization;
using CryptoEtl.Data.Revisions.Explain;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The words of <c>etl explain</c>: one step back is one step to the right.</summary>
internal static class ExplainReport
{
    public static void Write(CellExplanation explained, TextWriter output)
    {
        output.WriteLine($"{explained.Table}.{explained.Column} of {explained.Asset} on {explained.Day:yyyy-MM-dd}");
        output.WriteLine($"meaning    {explained.Meaning}");
        output.WriteLine($"definition sha256 {explained.DefinitionSha256}");
        foreach (var row in explained.Cells)
        {
            output.WriteLine();
            output.WriteLine($"{row.Key}: {row.Value ?? "null"}");
            Write(row, explained.Column, "  ", output);
        }
    }

    private static void Write(ExplainedRow row, string column, string indent, TextWriter output)
    {
        foreach (var vintage in row.Vintages)
        {
            var value = row.Cells?.ContainsKey(column) == false ? "-" : vintage.Value ?? "null";
            output.WriteLine($"{indent}{vintage.Is,-10} {value}{(vintage.Revision is null ? "" : $" {vintage.Revision}")}, "
                + $"for {vintage.EventTime}, available {vintage.AvailableAt}, observed {vintage.ObservedAt}");
        }

        if (row.Cells is { } cells)
            output.WriteLine($"{indent}row        {string.Join(", ", cells.Select(cell => $"{cell.Key}={cell.Value}"))}");
        output.WriteLine($"{indent}batch      {row.Batch}");
        if (row.Commit is { } commit)
            output.WriteLine($"{indent}commit     version {commit.Version?.ToString(CultureInfo.InvariantCulture) ?? "(cleaned away)"} at {LakeOptions.Text(commit.CommittedAt)}: {string.Join(", ", commit.Files)}");
        foreach (var verdict in row.Verdicts)
            Write(verdict, indent, output);
        foreach (var raw in row.Raw)
            Write(raw, indent, output);
        foreach (var from in row.MadeFrom)
            Write(from, column, indent, output);
    }

    private static void Write(ExplainedVerdict verdict, string indent, TextWriter output)
    {
        output.WriteLine($"{indent}gate       {verdict.Decision}: {verdict.RowsIn} rows, {verdict.RowsQuarantined} held back; contract {verdict.ContractSha256}");
        foreach (var finding in verdict.Findings)
            output.WriteLine($"{indent}  held     {finding}");
    }

    private static void Write(ExplainedRaw raw, string indent, TextWriter output)
    {
        output.WriteLine($"{indent}{raw.Column} {raw.Sha256}: {raw.Body}{(raw.Bytes is { } bytes ? $", {bytes} bytes" : "")}");
        if (raw.Request is not null)
            output.WriteLine($"{indent}  request  {raw.Source} /{raw.Request}: {raw.Status}{(raw.ReceivedAt is { } at ? $" at {LakeOptions.Text(at)}" : "")}");
    }

    private static void Write(MadeFrom from, string column, string indent, TextWriter output)
    {
        output.WriteLine($"{indent}made from  {from.Count} rows of {from.Table}{(from.Count > from.Rows.Count ? $", the first {from.Rows.Count}:" : "")}");
        foreach (var row in from.Rows)
        {
            output.WriteLine($"{indent}  {row.Table} {row.Key}");
            Write(row, column, indent + "    ", output);
        }
    }
}
