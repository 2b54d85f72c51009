using System.Text.Json;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>What one run of a tool in a process of its own found and needed.</summary>
/// <param name="Rows">Assets and days with a bar.</param>
/// <param name="Columns">By name; those it cannot make are not there.</param>
/// <param name="Read">Seconds; likewise <paramref name="Compute"/>.</param>
/// <param name="Cpu">Seconds of the processor, which other programs on the machine disturb less.</param>
/// <param name="Peak">Most physical memory, bytes.</param>
/// <param name="Cells">Values it made, nulls included; 0: rows by columns.</param>
internal sealed record ToolResult(
    string Tool, double Rows, IReadOnlyDictionary<string, ColumnSum> Columns, double Read, double Compute, double Cpu, double Peak, double Cells = 0)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public double Seconds => Read + Compute;

    public double Made => Cells > 0 ? Cells : Rows * Columns.Count;

    public string ToJson() => JsonSerializer.Serialize(this, Web);

    public static ToolResult Parse(string json) => JsonSerializer.Deserialize<ToolResult>(json, Web)!;

    /// <summary>The middle one of several runs, by their seconds.</summary>
    public static ToolResult MiddleOf(IEnumerable<ToolResult> runs)
    {
        var sorted = runs.OrderBy(run => run.Seconds).ToArray();
        return sorted[sorted.Length / 2];
    }
}
