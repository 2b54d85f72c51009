using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>The tape of real markets, imported once.</summary>
public sealed class RealMarket : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-real-").FullName;
    private string? tape;

    public async Task<string> TapeAsync()
    {
        if (tape is not null)
            return tape;
        var place = Path.Combine(folder, "tape");
        var imported = await Etl.RunAsync("tape", "import", "--from", Repository.Shared("data/real"), "--out", place);
        Assert.True(imported.ExitCode == 0, imported.ToString());
        return tape = place;
    }

    public string LakeOf(string moment) => Path.Combine(folder, $"lake-{moment.Replace(':', '-')}");

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

public sealed class RealMarketTests(RealMarket market) : IClassFixture<RealMarket>
{
    [SkippableTheory]
    [InlineData("2018-02-01T12:00:00Z", "triggers")]
    [InlineData("2020-03-13T00:30:00Z", null)]
    public async Task The_top_of_the_market_of_that_day_lands(string now, string? dead)
    {
        var lake = market.LakeOf(now);
        var run = await Etl.RunAsync("run", "live", "--upstream", $"sim:{await market.TapeAsync()}", "--now", now, "--lake", lake, "--json");
        Assert.True(run.ExitCode == 0, run.ToString());

        var rows = await DuckDb.QueryAsync($"SELECT asset_id, rank, price_usd FROM read_parquet('{lake}/silver/live/*/*.parquet') ORDER BY rank");
        Assert.Equal(200, rows.Length);
        Assert.Equal("bitcoin", rows[0].GetProperty("asset_id").GetString());
        if (dead is not null)
            await AssertPresentAsync(lake, dead);
    }

    /// <summary>Dead today, alive that day: without it the list would be one of survivors.</summary>
    private static async Task AssertPresentAsync(string lake, string asset)
    {
        var found = await DuckDb.QueryAsync($"SELECT price_usd FROM read_parquet('{lake}/bronze/live_market/*/*.parquet') WHERE asset_id = '{asset}'");
        Assert.Equal(JsonValueKind.Number, Assert.Single(found).GetProperty("price_usd").ValueKind);
    }
}
