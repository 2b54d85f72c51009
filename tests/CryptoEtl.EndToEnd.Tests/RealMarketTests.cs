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

    /// <summary>In a folder of its own: cache and budget lie beside a lake.</summary>
    public string LakeOf(string moment) => Path.Combine(folder, moment.Replace(':', '-'), Guid.NewGuid().ToString("N")[..8], "lake");

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

    /// <summary>The tape has funding of Bitcoin and Ether on seven venues from 2020 on, and prices until 2020: some contracts, or none.</summary>
    [SkippableTheory]
    [InlineData("2020-01-05T12:00:00Z", 4)]
    [InlineData("2020-03-13T12:00:00Z", 4)]
    [InlineData("2020-12-15T12:00:00Z", 2)]
    public async Task The_contracts_of_that_day_land_and_are_joined_to_the_market(string now, int contracts)
    {
        var lake = market.LakeOf(now);
        await EndsAsync(0, "derivatives", now, lake);
        await EndsAsync(0, "live", now, lake);
        var tables = await DuckDb.ReadLakeAsync(lake);
        Assert.Equal((contracts, 2), (tables["bronze/derivatives_contract"].Rows, tables["silver/derivatives_asset"].Rows));

        var joined = await DuckDb.QueryAsync($"SELECT asset_id FROM read_parquet('{lake}/silver/live/*/*.parquet') WHERE basis_perp IS NOT NULL AND NOT derivatives_is_stale ORDER BY rank");
        Assert.Equal(["bitcoin", "ethereum"], joined.Select(row => row.GetProperty("asset_id").GetString()));
    }

    /// <summary>A day without a contract is refused, whatever the reason: nothing is worse than zeros that look like figures.</summary>
    [SkippableTheory]
    [InlineData("2018-02-01T12:00:00Z")]
    [InlineData("2019-06-01T12:00:00Z")]
    public async Task A_day_without_contracts_is_refused_by_name_of_the_rule(string now)
    {
        var lake = market.LakeOf(now);
        var run = await EndsAsync(3, "derivatives", now, lake);
        Assert.Contains("error: bronze_derivatives_contract refused: DC100: 0 rows", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Lakes.Tables(lake), table => table.StartsWith("silver", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("2021-05-19T12:00:00Z", 12)]
    [InlineData("2022-11-10T12:00:00Z", 27)]
    [InlineData("2024-06-01T12:00:00Z", 8)]
    public async Task Contracts_after_2020_land_and_are_mapped(string now, int contracts)
    {
        var lake = market.LakeOf(now);
        await EndsAsync(0, "derivatives", now, lake);
        var tables = await DuckDb.ReadLakeAsync(lake);
        Assert.Equal((contracts, 0), (tables["bronze/derivatives_contract"].Rows, tables["silver/derivatives_unmapped"].Rows));
    }

    /// <summary>The tape's lists of products are from 2017 on and lag the exchange by months.</summary>
    [SkippableTheory]
    [InlineData("2018-02-01T12:00:00Z", 14)]
    [InlineData("2020-03-13T12:00:00Z", 58)]
    [InlineData("2022-06-01T12:00:00Z", 460)]
    [InlineData("2025-10-15T12:00:00Z", 815)]
    public async Task The_products_of_Coinbase_of_that_day_land(string now, int products)
    {
        var lake = market.LakeOf(now);
        await EndsAsync(0, "coinbase", now, lake);
        var tables = await DuckDb.ReadLakeAsync(lake);
        Assert.Equal((products, products), (tables["silver/coinbase_market"].Rows, tables["silver/coinbase_state"].Rows));
    }

    [SkippableFact]
    public async Task A_day_before_the_first_list_of_Coinbase_is_refused()
    {
        const string now = "2017-01-10T12:00:00Z";
        var run = await EndsAsync(3, "coinbase", now, market.LakeOf(now));
        Assert.Contains("error: bronze_coinbase_product refused: CP100: 0 rows", run.Error, StringComparison.Ordinal);
    }

    private async Task<EtlResult> EndsAsync(int exitCode, string pipeline, string now, string lake)
    {
        var quick = new Dictionary<string, string?> { ["LIVE_LINKS"] = "0" };
        var run = await Etl.RunAsync(quick, "run", pipeline, "--upstream", $"sim:{await market.TapeAsync()}", "--now", now, "--lake", lake);
        Assert.True(run.ExitCode == exitCode, run.ToString());
        return run;
    }

    /// <summary>Dead today, alive that day: without it the list would be one of survivors.</summary>
    private static async Task AssertPresentAsync(string lake, string asset)
    {
        var found = await DuckDb.QueryAsync($"SELECT price_usd FROM read_parquet('{lake}/bronze/live_market/*/*.parquet') WHERE asset_id = '{asset}'");
        Assert.Equal(JsonValueKind.Number, Assert.Single(found).GetProperty("price_usd").ValueKind);
    }
}
