using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using CryptoEtl.EndToEnd.Tests.Past.Runs;

namespace CryptoEtl.EndToEnd.Tests.Gate;

/// <summary>The pages of a lake that pipelines filled, as a person gets them.</summary>
public sealed partial class ReportTests(PastRuns past) : IClassFixture<PastRuns>
{
    [Fact]
    public async Task Pages_link_to_pages_that_are_there_and_the_second_report_writes_none()
    {
        var (lake, pages) = await ReportAsync();
        foreach (var page in Directory.GetFiles(pages, "*.html", SearchOption.AllDirectories))
        {
            foreach (var link in Links().Matches(await File.ReadAllTextAsync(page)).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)))
                Assert.True(link.StartsWith('#') || File.Exists(Path.Combine(Path.GetDirectoryName(page)!, link)), $"{page}: {link}");
        }

        Assert.NotEmpty(Directory.GetFiles(Path.Combine(pages, "coverage"), "silver_historical_market-*.html"));
        var again = await Etl.RunAsync(Now, "gate", "report", "--lake", lake, "--out", pages, "--json");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Contains("\"written\":0", again.Output, StringComparison.Ordinal);
    }

    /// <summary>Each page in a frame as wide as a phone.</summary>
    [SkippableFact]
    public async Task No_page_is_wider_than_a_phone()
    {
        var browser = new[] { "chromium", "chromium-browser", "google-chrome" }.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        Skip.If(browser is null, "there is no chromium on the PATH");
        var (_, pages) = await ReportAsync();
        foreach (var page in Directory.GetFiles(pages, "*.html", SearchOption.AllDirectories))
        {
            var frame = Path.Combine(pages, "frame.htm");
            await File.WriteAllTextAsync(frame, $"<!doctype html><title>x</title><iframe width=360 height=740 srcdoc=\"{WebUtility.HtmlEncode(await File.ReadAllTextAsync(page))}\" onload=\"document.title='width '+this.contentDocument.documentElement.scrollWidth\"></iframe>");
            var width = int.Parse(Width().Match(await DumpAsync(browser!, frame)).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(width <= 360, $"{page}: {width} px");
        }
    }

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Links();

    [GeneratedRegex("<title>width (\\d+)</title>")]
    private static partial Regex Width();

    private static Dictionary<string, string?> Now => new() { ["ETL_NOW"] = SyntheticMarket.Now };

    private async Task<(string Lake, string Pages)> ReportAsync()
    {
        var lake = past.NewLake();
        foreach (var pipeline in new[] { "universe", "historical" })
        {
            var run = await Etl.RunAsync(PastRuns.Settings, ["run", pipeline, "--upstream", past.Simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake]);
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        var pages = Path.Combine(Path.GetDirectoryName(lake)!, Path.GetFileName(lake) + "-pages");
        var report = await Etl.RunAsync(Now, "gate", "report", "--lake", lake, "--out", pages);
        Assert.True(report.ExitCode == 0, report.ToString());
        return (lake, pages);
    }

    private static async Task<string> DumpAsync(string browser, string page)
    {
        var start = new ProcessStartInfo(browser, ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", new Uri(page).AbsoluteUri]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        var dom = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return dom;
    }
}
