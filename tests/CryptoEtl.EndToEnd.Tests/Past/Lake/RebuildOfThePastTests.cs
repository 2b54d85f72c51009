using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary>Ledgers from raw answers alone, over days with changes and a run that failed in part.</summary>
public sealed class RebuildOfThePastTests(PastDays past) : IClassFixture<PastDays>
{
    public static TheoryData<string> Bronze => new(
        "bronze_universe_listing", "bronze_universe_stablecoin", "bronze_historical_chart", "bronze_historical_candle",
        "bronze_historical_tvl", "bronze_historical_dex", "bronze_historical_social", "bronze_historical_coverage");

    [Theory]
    [MemberData(nameof(Bronze))]
    public async Task Every_file_is_made_again_to_the_byte(string table)
    {
        var rebuilt = await Etl.RunAsync("rebuild", table, "--check", "--json", "--lake", past.Lake);
        Assert.True(rebuilt.ExitCode == 0, rebuilt.ToString());
        var files = JsonDocument.Parse(rebuilt.Output).RootElement.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(FilesOf(past.Lake, table), files.Select(file => file.GetProperty("file").GetString()).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal("Identical", file.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task A_file_of_a_day_that_changed_is_put_back()
    {
        var lake = past.Copy();
        var gone = Path.Combine(lake, FilesOf(lake, "bronze_historical_chart").First(file => file.Contains("event_date=2024-03-20/universe", StringComparison.Ordinal)));
        var bytes = await File.ReadAllBytesAsync(gone);
        File.Delete(gone);

        var check = await Etl.RunAsync("rebuild", "bronze_historical_chart", "--check", "--lake", lake);
        Assert.True(check.ExitCode == 74 && check.Output.Contains("missing: universe~", StringComparison.Ordinal), check.ToString());
        var repair = await Etl.RunAsync("rebuild", "bronze_historical_chart", "--lake", lake);
        Assert.True(repair.ExitCode == 0, repair.ToString());
        Assert.Equal(Convert.ToBase64String(bytes), Convert.ToBase64String(await File.ReadAllBytesAsync(gone)));
    }

    [SkippableFact]
    public async Task Another_lake_gets_the_same_ledger()
    {
        var into = past.NewLake();
        foreach (var table in new[] { "bronze_historical_chart", "bronze_historical_tvl" })
        {
            var made = await Etl.RunAsync("rebuild", table, "--into", into, "--lake", past.Lake);
            Assert.True(made.ExitCode == 0, made.ToString());
        }

        var (whole, again) = (await DuckDb.ReadLakeAsync(past.Lake), await DuckDb.ReadLakeAsync(into));
        Assert.Equal(["bronze/historical_chart", "bronze/historical_tvl"], again.Keys.Order(StringComparer.Ordinal));
        Assert.All(again, table => Assert.Equal((whole[table.Key].Rows, whole[table.Key].Digest), (table.Value.Rows, table.Value.Digest)));
    }

    /// <summary>Some series fail, even when asked again at once; the same command again brings them, and a rebuild makes both runs' files.</summary>
    [Fact]
    public async Task A_run_that_was_repeated_for_what_had_failed_is_rebuilt_too()
    {
        var lake = past.Copy();
        var once = new Dictionary<string, string?>(PastDays.Settings) { ["SOURCE_ATTEMPTS"] = "1" };
        var failed = await past.TryAsync(lake, "historical", PastDays.Last + 1, "&faults=flaky=7", once, "--refresh");
        Assert.True(failed.ExitCode == 5, failed.ToString());
        Assert.Matches(@"(?m)^failed: \S+: (chart|candle|tvl|dex|social) ", failed.Output);

        await past.RunAsync(lake, "historical", PastDays.Last + 1, null, "--refresh");
        foreach (var table in new[] { "bronze_historical_chart", "bronze_historical_candle", "bronze_historical_coverage" })
        {
            var rebuilt = await Etl.RunAsync("rebuild", table, "--check", "--lake", lake);
            Assert.True(rebuilt.ExitCode == 0, rebuilt.ToString());
        }
    }

    private static List<string> FilesOf(string lake, string table) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(lake, "bronze", table["bronze_".Length..]), "*.parquet", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(lake, file)).Order(StringComparer.Ordinal),
    ];
}
