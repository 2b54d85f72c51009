using System.Globalization;
using System.Text.Json;
using CryptoEtl.Azurite;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.EndToEnd.Tests.Past;

namespace CryptoEtl.EndToEnd.Tests.Features;

/// <summary>The pipeline <c>features</c> by the real command line.</summary>
public sealed class PipelineTests(FeatureLakes lakes) : IClassFixture<FeatureLakes>
{
    private static readonly string[] Both = ["features/asset_daily", "features/market_daily"];

    /// <summary>The command that reads files shares the formulas with the pipeline, and neither the reading of silver nor the blocks.</summary>
    [SkippableFact]
    public async Task Rows_are_those_that_the_command_makes_of_the_same_silver_in_files()
    {
        var output = await FromFilesAsync(lakes.Whole);
        foreach (var (table, file) in new[] { (Both[0], output), (Both[1], Path.ChangeExtension(output, ".market.parquet")) })
        {
            var (left, right) = ($"(SELECT {await ColumnsAsync(file)} FROM {PastDays.Rows(lakes.Whole, table)})", $"(SELECT {await ColumnsAsync(file)} FROM '{file}' WHERE CAST(date AS DATE) IN (SELECT CAST(date AS DATE) FROM {PastDays.Rows(lakes.Whole, Both[1])}))");
            Assert.NotEqual("0", await OneAsync($"SELECT count(*) AS n FROM {left}"));
            Assert.Equal(("0", "0"), (await OneAsync($"SELECT count(*) AS n FROM ({left} EXCEPT ALL {right})"), await OneAsync($"SELECT count(*) AS n FROM ({right} EXCEPT ALL {left})")));
        }
    }

    [SkippableFact]
    public async Task Rows_are_sorted_and_unique_and_made_of_nothing_that_was_published_after_their_decision_time()
    {
        var rows = PastDays.Rows(lakes.Whole, Both[0]);
        Assert.Equal("0", await OneAsync($"SELECT count(*) - count(DISTINCT (asset_id, date)) AS n FROM {rows}"));
        Assert.Equal("0", await OneAsync($"SELECT count(*) AS n FROM {rows} WHERE max_published_at IS NULL OR max_published_at > decision_time OR date <> event_date"));
        Assert.Equal("0", await OneAsync($"""
            SELECT count(*) AS n FROM (SELECT asset_id, lag(asset_id) OVER (PARTITION BY filename ORDER BY file_row_number) AS before
            FROM read_parquet('{lakes.Whole}/{Both[0]}/*/*.parquet', filename = true, file_row_number = true)) WHERE asset_id <= before
            """));
        Assert.Equal("0", await OneAsync($"SELECT count(*) AS n FROM {PastDays.Rows(lakes.Whole, Both[1])} WHERE max_published_at > decision_time"));
        Assert.NotEqual("0", await OneAsync($"SELECT count(*) AS n FROM {rows} WHERE is_member AND vol_30d IS NOT NULL AND size_rank IS NOT NULL"));
        Assert.Empty(FeatureLakes.WorkFiles(lakes.Whole));
    }

    [SkippableFact]
    public async Task A_run_up_to_a_day_and_one_for_the_rest_leave_the_rows_of_one_run()
    {
        var lake = lakes.Ready();
        await lakes.RunAsync(lake, "features", more: ["--to", "2023-12-12"]);
        await lakes.RunAsync(lake, "features");

        foreach (var table in Both)
            await AssertSameRowsAsync(lakes.Whole, lake, table);
    }

    [SkippableFact]
    public async Task A_second_run_finds_every_day_there_and_writes_nothing()
    {
        var lake = lakes.Copy(lakes.Whole);
        var before = await DuckDb.ReadLakeAsync(lake);
        var again = await lakes.RunAsync(lake, "features", now: "2024-03-01T12:05:00Z");

        Assert.Contains("every day that can be made is there", again.Output, StringComparison.Ordinal);
        Lakes.AssertSame(before, await DuckDb.ReadLakeAsync(lake));
    }

    /// <summary>Killed as soon as each of its stages shows, one after the other.</summary>
    [SkippableFact]
    public async Task A_run_killed_at_one_stage_after_the_other_leaves_the_same_lake()
    {
        var (lake, kills) = (lakes.Ready(), 0);
        string[] stages = [$"_features/{FeatureLakes.Run}", $"_features/{FeatureLakes.Run}/columns-0-0", "features/asset_daily", "features/asset_daily/_delta_log", "features/market_daily/_delta_log"];
        foreach (var stage in stages.Select(stage => Path.Combine(lake, stage)))
        {
            using var run = Etl.Start(FeatureLakes.Settings, lakes.Arguments(lake, "features", FeatureLakes.Now));
            while (!Path.Exists(stage) && !run.HasEnded)
                await Task.Delay(1);
            kills += run.HasEnded ? 0 : 1;
            await run.KillAsync();
        }

        Assert.InRange(kills, 2, stages.Length);
        await lakes.RunAsync(lake, "features");
        Lakes.AssertSame(await DuckDb.ReadLakeAsync(lakes.Whole), await DuckDb.ReadLakeAsync(lake));
        Assert.Empty(FeatureLakes.WorkFiles(lake));
    }

    [Fact]
    public async Task Bars_that_the_gate_refused_stop_it()
    {
        var lake = lakes.Ready();
        var verdict = new Verdict("silver_historical_market", Decision.Halt, 1, 0, 1, 1, 0.05, new Dictionary<string, int>(), ["HB101: lossy"], new string('a', 64));
        var batch = new BatchId("historical", DateTimeOffset.Parse(FeatureLakes.Now, CultureInfo.InvariantCulture));
        await new VerdictLedger(new Lake(new FolderStorage(lake), TimeProvider.System), new(null)).AppendAsync(batch, batch.Slot, [verdict], "halt");

        var stopped = await lakes.RunAsync(lake, "features", exitCode: 3);
        Assert.Contains("features builds on silver_historical_market, whose batch historical-20240301T120000Z was refused: HB101: lossy", stopped.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Lakes.Tables(lake), table => Both.Contains(table));
    }

    [SkippableFact]
    public async Task A_container_gets_the_same_rows()
    {
        Skip.IfNot(AzuriteServer.IsInstalled, "Azurite is not installed: npm install --prefix tests --no-package-lock");
        await using var azurite = await AzuriteServer.StartAsync();
        await azurite.Container("features").CreateAsync();
        var place = lakes.Market.NewFolder("blob");
        var settings = new Dictionary<string, string?>(FeatureLakes.Settings)
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["ETL_CACHE"] = Path.Combine(place, "cache"), ["ETL_BUDGET"] = Path.Combine(place, "budget"), ["ETL_ENGINE"] = Path.Combine(place, "engine"),
        };
        const string Lake = "azure://features/lake";
        await lakes.MakeReadyAsync(Lake, settings);
        await lakes.RunAsync(Lake, "features", settings: settings);

        Assert.Equal(await ExportAsync(lakes.Whole, FeatureLakes.Settings), await ExportAsync(Lake, settings));
        Assert.DoesNotContain(azurite.Container("features").GetBlobs(), blob => blob.Name.Contains("_features/", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task It_is_started_over_HTTP()
    {
        var lake = lakes.Ready();
        using var serve = Etl.Start(FeatureLakes.Settings, "serve", "--port", "0", "--no-timers", "--upstream", lakes.Upstream, "--now", FeatureLakes.Now, "--lake", lake);
        using var http = new HttpClient { BaseAddress = ServeTests.AddressIn(await serve.LineAsync("serving on")) };
        using var started = await http.PostAsync("/api/run/features", content: null);
        Assert.Equal(FeatureLakes.Run, ServeTests.Value(await ServeTests.JsonAsync(started), "id"));
        var ended = await ServeTests.CompletedAsync(http, started.Headers.Location!.ToString());
        Assert.Equal("Completed", ended.GetProperty("runtimeStatus").GetString());
        await AssertSameRowsAsync(lakes.Whole, lake, Both[0]);
    }

    [Fact]
    public async Task A_choice_of_assets_is_refused()
    {
        var refused = await lakes.RunAsync(lakes.Ready(), "features", exitCode: 2, more: ["--assets", "bitcoin"]);
        Assert.Contains("--assets does not suit it", refused.Error, StringComparison.Ordinal);
    }

    private static async Task AssertSameRowsAsync(string expected, string actual, string table)
    {
        var (left, right) = ($"(SELECT * EXCLUDE (batch_id, observed_at) FROM {PastDays.Rows(expected, table)})", $"(SELECT * EXCLUDE (batch_id, observed_at) FROM {PastDays.Rows(actual, table)})");
        Assert.NotEqual("0", await OneAsync($"SELECT count(*) AS n FROM {left}"));
        Assert.Equal(("0", "0"), (await OneAsync($"SELECT count(*) AS n FROM ({left} EXCEPT ALL {right})"), await OneAsync($"SELECT count(*) AS n FROM ({right} EXCEPT ALL {left})")));
    }

    /// <summary>Silver as files, and what <c>etl features</c> makes of them.</summary>
    private async Task<string> FromFilesAsync(string lake)
    {
        var folder = Directory.CreateDirectory(lakes.Market.NewFolder("files")).FullName;
        string Silver(string name) => $"(SELECT * FROM {PastDays.Rows(lake, $"silver/{name}")})";
        Assert.Equal("0", await OneAsync($"SELECT count(*) AS n FROM (SELECT revision FROM {Silver("historical_market")} UNION ALL SELECT revision FROM {Silver("historical_social")}) WHERE revision <> 'appended'"));
        await DuckDb.QueryAsync($"""
            COPY (SELECT asset_id, strftime(day, '%Y-%m-%d') AS date, open_usd AS open, high_usd AS high, low_usd AS low, close_usd AS close, volume_usd AS volume, market_cap_usd AS market_cap,
            tvl_usd AS tvl, dex_volume_usd AS dex_volume, galaxy_score, alt_rank, sentiment, interactions
            FROM {Silver("historical_market")} FULL JOIN {Silver("historical_onchain")} USING (asset_id, day) FULL JOIN {Silver("historical_social")} USING (asset_id, day)
            ORDER BY asset_id, day) TO '{folder}/daily.csv' (HEADER)
            """);
        await DuckDb.QueryAsync($"COPY (SELECT strftime(day, '%Y-%m-%d') AS date, asset_id FROM {Silver("universe")} WHERE is_member) TO '{folder}/universe.csv' (HEADER)");
        var made = await Etl.RunAsync("features", "--daily", $"{folder}/daily.csv", "--universe", $"{folder}/universe.csv", "--out", $"{folder}/out.parquet");
        Assert.True(made.ExitCode == 0, made.ToString());
        return $"{folder}/out.parquet";
    }

    /// <summary>All columns of a file but instants, whose type a table of the lake writes otherwise.</summary>
    private static async Task<string> ColumnsAsync(string file) => string.Join(", ", (await DuckDb.QueryAsync($"DESCRIBE FROM '{file}'"))
        .Select(column => column.GetProperty("column_name").GetString()!).Select(name => name == "date" ? "CAST(date AS DATE) AS date" : $"\"{name}\""));

    private async Task<string> ExportAsync(string lake, IReadOnlyDictionary<string, string?> settings)
    {
        var export = await Etl.RunAsync(settings, "export", "features_asset_daily", "--out", $"{lakes.Market.NewFolder("export")}.csv", "--json", "--lake", lake);
        Assert.True(export.ExitCode == 0, export.ToString());
        var json = JsonDocument.Parse(export.Output).RootElement;
        return $"{json.GetProperty("rows")} {json.GetProperty("sha256")}";
    }

    private static async Task<string> OneAsync(string sql) => (await DuckDb.QueryAsync(sql))[0].GetProperty("n").ToString();
}
