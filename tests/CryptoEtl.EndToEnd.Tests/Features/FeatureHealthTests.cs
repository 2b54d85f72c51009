using System.Globalization;
using CryptoEtl.EndToEnd.Tests.Past.Runs;

namespace CryptoEtl.EndToEnd.Tests.Features;

/// <summary>A source that is wrong on one day, seen from the source to the page.</summary>
public sealed class FeatureHealthTests : IAsyncLifetime
{
    private const string Day = "2024-02-20";
    private readonly SyntheticMarket market = new("--assets", "60", "--days", "200", "--end", "2024-03-05");

    public Task InitializeAsync() => market.InitializeAsync();

    public Task DisposeAsync() => market.DisposeAsync();

    [Fact]
    public async Task A_source_that_is_spoilt_for_a_day_is_an_incident_in_report_and_page()
    {
        var (clean, spoilt) = (await RunAsync(market.Tape), await RunAsync(await SpoilAsync()));

        // LunarCrush is a day behind: the day shows in the row of the next one.
        Assert.Contains("note: no feature jumped", clean.Report, StringComparison.Ordinal);
        Assert.Matches("note: [0-9]+ jumps on [0-9]+ days: 2024-02-21 sentiment_z_30 null [0-9]+ % -> 100 %", spoilt.Report);
        Assert.Matches("2024-02-21 interactions_z_30 p50 .* drift ", spoilt.Report);

        var page = await File.ReadAllTextAsync(Path.Combine(spoilt.Pages, "features.html"));
        Assert.Matches("<td>2024-02-21</td><td>sentiment_z_30</td><td>H</td><td class=\"n\">[0-9.]+ %</td><td class=\"n\">100 %</td>", page);
        Assert.Contains("href=\"features.html\"", await File.ReadAllTextAsync(Path.Combine(spoilt.Pages, "index.html")), StringComparison.Ordinal);
        Assert.Contains("no incident up to 2024-02-29", await File.ReadAllTextAsync(Path.Combine(clean.Pages, "features.html")), StringComparison.Ordinal);

        var again = await Etl.RunAsync("gate", "report", "--lake", spoilt.Lake, "--out", spoilt.Pages, "--json");
        Assert.Contains("\"written\":0", again.Output, StringComparison.Ordinal);
    }

    /// <summary>Interactions a thousandfold, and no sentiment.</summary>
    private async Task<string> SpoilAsync()
    {
        var tape = market.NewFolder("spoilt");
        Folders.Copy(market.Tape, tape);
        var file = Path.Combine(tape, "social.csv");
        var (rows, changed) = (await File.ReadAllLinesAsync(file), 0);
        for (var at = 1; at < rows.Length; at++)
        {
            var cells = rows[at].Split(',');
            if (cells[1] != Day || cells[2].Length == 0)
                continue;
            (cells[2], cells[6]) = ((double.Parse(cells[2], CultureInfo.InvariantCulture) * 1000).ToString("F0", CultureInfo.InvariantCulture), "");
            (rows[at], changed) = (string.Join(',', cells), changed + 1);
        }

        Assert.True(changed > 20, $"{changed} rows of {Day}");
        await File.WriteAllLinesAsync(file, rows);
        return tape;
    }

    private async Task<(string Report, string Lake, string Pages)> RunAsync(string tape)
    {
        var (lake, settings) = (market.NewLake(), PastRuns.Settings);
        foreach (var name in Simulator.Keys(""))
            settings.Remove(name.Key);
        var report = "";
        foreach (var pipeline in new[] { "universe", "historical", "features" })
        {
            var run = await Etl.RunAsync(settings, "run", pipeline, "--upstream", $"sim:{tape}?rate=1000000&lunarcrush-rate=1000000", "--now", SyntheticMarket.Now, "--lake", lake);
            Assert.True(run.ExitCode == 0, run.ToString());
            report = run.Output;
        }

        var pages = market.NewFolder("pages");
        var made = await Etl.RunAsync("gate", "report", "--lake", lake, "--out", pages);
        Assert.True(made.ExitCode == 0, made.ToString());
        return (report, lake, pages);
    }
}
