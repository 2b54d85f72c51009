using System.Text.RegularExpressions;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>All pipelines into one lake, and how it compares with the lake of a healthy upstream.</summary>
public sealed class HealthyLake : IAsyncLifetime
{
    /// <summary>Short pauses; LunarCrush's links are left out, for they go out at the pace of a slow limit.</summary>
    private static readonly Dictionary<string, string?> Quick = new() { ["LIVE_LINKS"] = "0", ["SOURCE_LONGEST_PAUSE"] = "00:00:01.5" };

    private Dictionary<string, SeenTable>? tables;

    internal SyntheticMarket Market { get; } = new();

    public Task InitializeAsync() => Market.InitializeAsync();

    public Task DisposeAsync() => Market.DisposeAsync();

    internal static IReadOnlyDictionary<string, string?> Settings(params (string Name, string Value)[] more) =>
        Quick.Concat(more.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value))).GroupBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Last().Value);

    /// <summary>Runs a pipeline on a simulator with faults.</summary>
    internal Task<EtlResult> RunAsync(string pipeline, string lake, string faults, IReadOnlyDictionary<string, string?>? settings = null) => Etl.RunAsync(
        settings ?? Quick, "run", pipeline, "--upstream", faults.Length == 0 ? $"sim:{Market.Tape}" : $"sim:{Market.Tape}?faults={faults}",
        "--now", SyntheticMarket.Now, "--lake", lake);

    /// <summary>The tables of a healthy upstream.</summary>
    internal async Task<Dictionary<string, SeenTable>> TablesAsync()
    {
        if (tables is not null)
            return tables;
        var lake = Market.NewLake();
        foreach (var pipeline in SyntheticMarket.Pipelines)
        {
            var run = await RunAsync(pipeline, lake, "");
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        return tables = await DuckDb.ReadLakeAsync(lake);
    }

    /// <summary>Every table of a pipeline has the rows of a healthy run; hashes of raw answers may differ.</summary>
    /// <param name="layers">Bronze is what a source said, so a wrong word of it may differ there.</param>
    internal async Task AssertSameRowsAsync(string pipeline, Dictionary<string, SeenTable> actual, string layers = "bronze|silver|features")
    {
        var expected = Of(await TablesAsync());
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Of(actual));

        List<(string Table, long Rows, string? Facts)> Of(Dictionary<string, SeenTable> lake) =>
        [
            .. lake.Where(table => Regex.IsMatch(table.Key, $"^({layers})/{pipeline}(_|$)")).OrderBy(table => table.Key, StringComparer.Ordinal)
                .Select(table => (table.Key, table.Value.Rows, table.Value.Facts)),
        ];
    }
}
