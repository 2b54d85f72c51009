using System.Globalization;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>The benchmark's tables, in Markdown.</summary>
internal static class FeatureReport
{
    public static void Speed(IEnumerable<ToolResult> results)
    {
        Console.WriteLine("| | columns with values | cells | read + compute, seconds | processor, seconds | cells a second | peak memory |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var result in results)
            Console.WriteLine($"| {result.Tool} | {Filled(result)} | {Figures(result)} |");
    }

    public static void Scaling(IEnumerable<(int Assets, ToolResult Result)> results)
    {
        Console.WriteLine("| assets | | cells | read + compute, seconds | processor, seconds | cells a second | peak memory |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (assets, result) in results)
            Console.WriteLine($"| {assets:N0} | {result.Tool} | {Figures(result)} |");
    }

    /// <summary>A line a column: whether the count and the sum of each tool are ours.</summary>
    public static void Agreement(ToolResult ours, IReadOnlyCollection<ToolResult> others)
    {
        foreach (var other in others)
        {
            var left = ours.Columns.Keys.Except(other.Columns.Keys).ToArray();
            Console.WriteLine($"{other.Tool}: {Disagreeing(ours, other).Count} of {other.Columns.Count} columns differ from ours, {other.Rows:F0} rows (ours {ours.Rows:F0}); "
                + (left.Length == 0 ? "it makes every column" : $"it cannot make {string.Join(", ", left)}"));
        }

        foreach (var (name, sum) in ours.Columns)
            Console.WriteLine($"  {name,-20} {sum.Count,10:F0} {Number(sum.Sum),24}  {string.Join("  ", others.Select(other => Beside(name, sum, other)))}");
    }

    public static IReadOnlyList<string> Disagreeing(ToolResult ours, ToolResult other) =>
        [.. other.Columns.Keys.Where(name => !ours.Columns.TryGetValue(name, out var sum) || !sum.Agrees(other.Columns[name]))];

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Beside(string name, ColumnSum sum, ToolResult other)
    {
        if (!other.Columns.TryGetValue(name, out var theirs))
            return "not made";
        return sum.Agrees(theirs) ? "equal" : $"DIFFERS: {theirs.Count:F0} {Number(theirs.Sum)}";
    }

    private static int Filled(ToolResult result) => result.Columns.Values.Count(sum => sum.Count > 0);

    private static string Figures(ToolResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Made / 1e6:F1} M | {result.Read:F2} + {result.Compute:F2} | {result.Cpu:F2} | {result.Made / result.Seconds / 1e6:F2} M | {result.Peak / 1e6:F0} MB");
}
