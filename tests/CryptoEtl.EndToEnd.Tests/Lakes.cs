namespace CryptoEtl.EndToEnd.Tests;

/// <summary>What two lakes have in common, as DuckDB sees them.</summary>
internal static class Lakes
{
    /// <summary>The same tables with the same rows, in the same files and versions.</summary>
    public static async Task AssertSameAsync(string expected, string actual) =>
        AssertSame(await DuckDb.ReadLakeAsync(expected), await DuckDb.ReadLakeAsync(actual));

    public static void AssertSame(Dictionary<string, SeenTable> expected, Dictionary<string, SeenTable> actual)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, table => Assert.Equivalent(table.Value, actual[table.Key], strict: true));
    }

    /// <summary>Every table that a reader of the lake would find.</summary>
    public static IReadOnlyList<string> Tables(string lake) => !Directory.Exists(lake) ? [] :
    [
        .. Directory.EnumerateDirectories(lake, "_delta_log", SearchOption.AllDirectories)
            .Select(log => Path.GetRelativePath(lake, Path.GetDirectoryName(log)!)).Order(StringComparer.Ordinal),
    ];
}
