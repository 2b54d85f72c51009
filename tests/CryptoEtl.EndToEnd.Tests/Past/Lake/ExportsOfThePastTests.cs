using System.Text.Json;
using CryptoEtl.Azurite;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary>What was known once can be written again to the byte: days later, from a lake that was kept, from a lake in a container.</summary>
public sealed class ExportsOfThePastTests(PastDays past) : IClassFixture<PastDays>
{
    private const string KnownAt = "2024-03-13T12:00:00Z";

    private const string Latest = "2024-04-01T00:00:00Z";

    private static readonly string[] Tables = ["silver_historical_market", "silver_universe", "bronze_historical_chart"];

    /// <summary>Every retention is zero here, so all that can go goes.</summary>
    [SkippableFact]
    public async Task The_bytes_are_the_same_after_compaction_checkpoint_and_vacuum()
    {
        var lake = past.Copy();
        var (before, all) = (await ExportAsync(lake, KnownAt), await ExportAsync(lake, Latest));
        foreach (var step in new[] { ["compact"], ["checkpoint"], new[] { "vacuum", "--retention", "0m", "--allow-shorter" } })
        {
            var kept = await Etl.RunAsync(["lake", .. step, "--all", "--lake", lake]);
            Assert.True(kept.ExitCode == 0, kept.ToString());
        }

        Assert.Equal(before, await ExportAsync(lake, KnownAt));
        Assert.Equal(all, await ExportAsync(lake, Latest));
    }

    [SkippableFact]
    public async Task A_container_that_saw_the_same_days_gives_the_same_bytes()
    {
        Skip.IfNot(AzuriteServer.IsInstalled, "Azurite is not installed: npm install --prefix tests --no-package-lock");
        await using var azurite = await AzuriteServer.StartAsync();
        await azurite.Container("past").CreateAsync();
        var place = past.NewFolder("blob");
        var settings = new Dictionary<string, string?>(PastDays.Settings)
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["ETL_CACHE"] = Path.Combine(place, "cache"), ["ETL_BUDGET"] = Path.Combine(place, "budget"), ["ETL_ENGINE"] = Path.Combine(place, "engine"),
        };
        await past.RunDayAsync("azure://past/lake", PastDays.First, settings);
        await past.RunDayAsync("azure://past/lake", PastDays.First + 1, settings);

        Assert.Equal(await ExportAsync(past.Lake, KnownAt), await ExportAsync("azure://past/lake", KnownAt, settings));
    }

    /// <summary>Before the change was seen, and after it, as of the same day.</summary>
    [Fact]
    public async Task Two_moments_of_knowledge_tell_two_caps_of_one_day()
    {
        var caps = new List<string>();
        foreach (var (asOf, knownAt) in new[] { ("2024-03-19", "2024-03-19"), ("2024-03-19", "2024-03-22"), ("2024-03-22", "2024-03-22") })
        {
            var file = past.NewFolder("export") + ".csv";
            var export = await Etl.RunAsync(
                "export", "silver_historical_market", "--as-of", $"{asOf}T12:00:00Z", "--known-at", $"{knownAt}T12:00:00Z", "--from", ChangedTape.Day, "--to", ChangedTape.Day,
                "--assets", past.Tape.Restated, "--out", file, "--lake", past.Lake);
            Assert.True(export.ExitCode == 0, export.ToString());
            var lines = await File.ReadAllLinesAsync(file);
            caps.Add(lines[1].Split(',')[Array.IndexOf(lines[0].Split(','), "market_cap_usd")]);
        }

        Assert.Equal(caps[0], caps[1]);
        Assert.InRange(double.Parse(caps[0], null) / double.Parse(caps[2], null), 1e8, 1e10);
    }

    /// <summary>What was taken back is not told any more, also where days are chosen.</summary>
    [Fact]
    public async Task A_day_that_was_withdrawn_is_there_before_and_not_after()
    {
        var rows = new List<int>();
        foreach (var knownAt in new[] { 19, 21 })
        {
            var export = await Etl.RunAsync(
                "export", "bronze_historical_chart", "--known-at", $"2024-03-{knownAt}T12:00:00Z", "--from", ChangedTape.Day, "--to", ChangedTape.Day,
                "--assets", past.Tape.Withdrawn, "--out", past.NewFolder("export") + ".csv", "--json", "--lake", past.Lake);
            Assert.True(export.ExitCode == 0, export.ToString());
            rows.Add(JsonDocument.Parse(export.Output).RootElement.GetProperty("rows").GetInt32());
        }

        Assert.Equal([1, 0], rows);
    }

    private async Task<string[]> ExportAsync(string lake, string knownAt, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var told = new List<string>();
        foreach (var table in Tables)
        {
            var file = past.NewFolder("export") + ".csv.gz";
            var export = await Etl.RunAsync(settings ?? PastDays.Settings,
                "export", table, "--as-of", "2024-03-13T02:00:00Z", "--known-at", knownAt, "--out", file, "--json", "--lake", lake);
            Assert.True(export.ExitCode == 0, export.ToString());
            var json = JsonDocument.Parse(export.Output).RootElement;
            Assert.InRange(json.GetProperty("rows").GetInt64(), 1_000, long.MaxValue);
            told.Add($"{table} {json.GetProperty("rows")} {json.GetProperty("sha256")} {json.GetProperty("bytes")}");
        }

        return [.. told];
    }
}
