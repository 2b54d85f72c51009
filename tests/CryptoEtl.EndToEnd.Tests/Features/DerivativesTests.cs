using System.Globalization;
using CryptoEtl.EndToEnd.Tests.Past;

namespace CryptoEtl.EndToEnd.Tests.Features;

/// <summary>Funding, open interest and basis from the source to the features, by the real command line.</summary>
public sealed class DerivativesTests(FeatureLakes lakes) : IClassFixture<FeatureLakes>
{
    private const string Refused = "2024-02-25";

    private static readonly string[] Days = ["2024-02-20", "2024-02-21", "2024-02-23"];

    /// <summary>Worked out here by DuckDB from silver: of the columns that look at one day, every row.</summary>
    [SkippableFact]
    public async Task Columns_of_group_I_are_those_of_the_days_snapshots_and_null_on_other_days()
    {
        var lake = await WithDerivativesAsync();
        await lakes.RunAsync(lake, "features");

        var rows = PastDays.Rows(lake, "features/asset_daily");
        var joined = $"""
            (SELECT f.asset_id, f.date::DATE AS date, f.funding_ann_1d, f.basis_1d, f.oi_mcap, f.deriv_age_days, f.funding_xs_rank, f.log_mcap, s.asset_id AS seen, s.funding_8h_median * 3 * 365 AS funding, s.basis_perp AS basis, s.open_interest_usd AS interest
            FROM {rows} f LEFT JOIN {PastDays.Rows(lake, "silver/derivatives_asset")} s ON s.asset_id = f.asset_id AND (s.event_time - INTERVAL 1 MICROSECOND)::DATE = f.date::DATE)
            """;
        Assert.Equal("0", await CountAsync($"{joined} WHERE funding_ann_1d IS DISTINCT FROM funding AND coalesce(abs(funding_ann_1d / funding - 1), 1) > 1e-12"));
        Assert.Equal("0", await CountAsync($"{joined} WHERE basis_1d IS DISTINCT FROM basis"));
        Assert.Equal("0", await CountAsync($"{joined} WHERE interest > 0 AND log_mcap IS NOT NULL AND coalesce(abs(oi_mcap * exp(log_mcap) / interest - 1), 1) > 1e-9"));
        foreach (var day in Days)
        {
            Assert.NotEqual("0", await CountAsync($"{joined} WHERE date = DATE '{day}' AND funding_ann_1d IS NOT NULL AND basis_1d IS NOT NULL"));
            Assert.NotEqual("0", await CountAsync($"{joined} WHERE date = DATE '{day}' AND oi_mcap IS NOT NULL AND deriv_age_days = 0"));
        }

        // Open interest is carried over one missing day.
        Assert.NotEqual("0", await CountAsync($"{joined} WHERE date = DATE '2024-02-22' AND oi_mcap IS NOT NULL AND deriv_age_days = 1"));
        Assert.Equal("0", await CountAsync($"{joined} WHERE (date < DATE '2024-02-20' OR date > DATE '2024-02-24') AND (oi_mcap IS NOT NULL OR deriv_age_days IS NOT NULL)"));
    }

    [Fact]
    public async Task The_rows_are_proven()
    {
        var lake = await WithDerivativesAsync();
        await lakes.RunAsync(lake, "features");

        var proof = await Etl.RunAsync("features", "prove", "--points", "2", "--from", "2024-02-18", "--lake", lake);

        Assert.True(proof.ExitCode == 0, proof.ToString());
        Assert.Contains("silver_derivatives_asset version 2", proof.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_configuration_is_another_lakes()
    {
        var (lake, file) = (lakes.Copy(lakes.Whole), $"{lakes.Market.NewFolder("config")}.json");
        await File.WriteAllTextAsync(file, """{"min_cross_section": 6}""");
        var settings = new Dictionary<string, string?>(FeatureLakes.Settings) { ["FEATURES_CONFIG"] = file };
        var before = Directory.EnumerateFiles(Path.Combine(lake, "features"), "*", SearchOption.AllDirectories).Count();

        var refused = await lakes.RunAsync(lake, "features", exitCode: 2, now: "2024-03-01T12:05:00Z", settings: settings);

        Assert.Matches("error: features_asset_daily has rows of configuration [0-9a-f]{64}, but this one is [0-9a-f]{64}", refused.Error);
        Assert.Equal(before, Directory.EnumerateFiles(Path.Combine(lake, "features"), "*", SearchOption.AllDirectories).Count());
        Assert.Empty(FeatureLakes.WorkFiles(lake));

        await File.WriteAllTextAsync(file, "{}");
        Assert.Contains("every day that can be made is there", (await lakes.RunAsync(lake, "features", now: "2024-03-01T12:06:00Z", settings: settings)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_run_of_long_ago_put_aside_is_cleared_by_the_next_run()
    {
        var lake = lakes.Copy(lakes.Whole);
        foreach (var (run, days) in new[] { ("features-20230101T000000Z", 8), ("features-20230102T000000Z", 1) })
        {
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(lake, "_features", run)).FullName, "members");
            await File.WriteAllTextAsync(file, "left");
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-days));
        }

        await lakes.RunAsync(lake, "features", now: "2024-03-01T12:05:00Z");

        Assert.Equal(["features-20230102T000000Z/members"], FeatureLakes.WorkFiles(lake).Select(file => Path.GetRelativePath(Path.Combine(lake, "_features"), file)));
    }

    /// <summary>Three days have a snapshot; one was refused, and leaves silver as it is.</summary>
    private async Task<string> WithDerivativesAsync()
    {
        var lake = lakes.Ready();
        foreach (var day in Days)
            await lakes.RunAsync(lake, "derivatives", now: $"{day}T23:30:00Z");
        var strict = new Dictionary<string, string?>(FeatureLakes.Settings) { ["DERIVATIVES_MIN_ROWS"] = int.MaxValue.ToString(CultureInfo.InvariantCulture) };
        await lakes.RunAsync(lake, "derivatives", exitCode: 3, now: $"{Refused}T23:30:00Z", settings: strict);
        return lake;
    }

    private static async Task<string> CountAsync(string rows) => (await DuckDb.QueryAsync($"SELECT count(*) AS n FROM {rows}"))[0].GetProperty("n").ToString();
}
