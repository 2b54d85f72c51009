using System.Globalization;
using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Writes every reason for which a row was held back, as it is found: block by block, in a block rule by rule.</summary>
internal sealed class BadRows(string path, TableDefinition table) : IDisposable
{
    private readonly StreamWriter output = Started(path);
    private readonly int[] key = [.. table.Key.Except(Tables.Clocks.Select(clock => clock.Name)).Select(table.PositionOf)];

    public void Write(Block block, Finding finding) =>
        Write(block.Lines[finding.Row], string.Join('|', key.Select(at => Text(block.Rows[at].GetValue(finding.Row)))), finding.Rule, finding.Field, finding.Value, BlockJudge.Reason(block, finding));

    public void Write(FileFinding finding) => Write(finding.Line, "", finding.Rule, finding.Field, finding.Value, finding.Reason);

    public void Dispose() => output.Dispose();

    private void Write(long line, string name, string rule, string field, string? value, string reason)
    {
        output.Write(line.ToString(CultureInfo.InvariantCulture));
        foreach (var text in (ReadOnlySpan<string?>)[name, rule, field, value, reason])
        {
            output.Write(',');
            output.Write(Quoted(text ?? ""));
        }

        output.Write('\n');
    }

    private static StreamWriter Started(string path)
    {
        var output = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        output.Write("line,key,rule,field,value,reason\n");
        return output;
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Text(object? value) => value switch
    {
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
