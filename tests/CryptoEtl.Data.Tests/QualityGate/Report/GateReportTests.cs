using System.Text;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.QualityGate;
using Xunit.Abstractions;

namespace CryptoEtl.Data.Tests.QualityGate.Report;

/// <summary>The pages of a lake: what they show, and what one more batch costs.</summary>
public sealed class GateReportTests(ITestOutputHelper output)
{
    private const int Few = 50, Many = 5_000;

    private readonly ReportLake lake = new();

    [Fact]
    public async Task A_lake_without_verdicts_has_an_index_and_dictionaries()
    {
        var report = await lake.ReportAsync();

        Assert.Equal((0L, 0), (report.Verdicts, report.Tables));
        Assert.Contains("There is no verdict yet", lake.Page("index.html"), StringComparison.Ordinal);
        Assert.Contains("market_cap_rank", lake.Page($"dictionary/{ReportLake.Market}.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_batch_is_told_with_its_reason_and_a_persons_word()
    {
        await lake.AppendAsync(0);
        await lake.AppendAsync(1, Decision.Halt, "LM101: 9 % held back");
        await lake.ReportAsync();
        Assert.Contains("<span class=\"badge open\">open</span>", lake.Page("index.html"), StringComparison.Ordinal);
        Assert.Contains("LM101: 9 % held back", lake.Page("index.html"), StringComparison.Ordinal);
        Assert.Contains("LM101: 9 % held back", lake.Page($"table/{ReportLake.Market}.html"), StringComparison.Ordinal);

        await new OverrideBook(lake.Lake).AddAsync(new(ReportLake.Market, ReportLake.BatchOf(1).Id, "seen by hand", "ada", ReportLake.Noon.AddDays(25)), ReportLake.Noon.AddDays(2));
        await lake.ReportAsync();
        Assert.Contains("<span class=\"badge half_open\">half open</span>", lake.Page("index.html"), StringComparison.Ordinal);
        Assert.Contains("ada vouches for live-20180202T120000Z until 2018-02-26 12:00:00 UTC: seen by hand", lake.Page($"table/{ReportLake.Market}.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_source_wrote_is_shown_as_text()
    {
        const string evil = "LM004: price is '<script>alert(1)</script>\"'";
        await lake.AppendAsync(0, Decision.Halt, evil);
        await lake.ReportAsync();

        foreach (var (path, bytes) in lake.Pages.Files.Where(page => page.Key.EndsWith(".html", StringComparison.Ordinal)))
            Assert.False(Encoding.UTF8.GetString(bytes).Contains("<script", StringComparison.OrdinalIgnoreCase), path);
        Assert.Contains("&lt;script&gt;alert(1)", lake.Page($"table/{ReportLake.Market}-2018-02.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_made_batch_by_batch_are_those_made_at_once()
    {
        for (var day = 0; day < 140; day++)
        {
            await lake.AppendAsync(day, day % 9 == 0 ? Decision.Halt : Decision.PassWithQuarantine);
            if (day % 20 == 3)
                await lake.AddBarsAsync(day, $"a{day}", new DateOnly(2017, 12, 1), day + 1);
            if (day is 5 or 100 or 139)
                await lake.ReportAsync();
        }

        var atOnce = new MemoryStorage();
        await lake.ReportAsync(atOnce);

        Assert.Equal(atOnce.Files.Keys.Order(StringComparer.Ordinal), lake.Pages.Files.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, bytes) in atOnce.Files)
            Assert.True(bytes.AsSpan().SequenceEqual(lake.Pages.Files[path]), path);
    }

    [Fact]
    public async Task The_archive_has_every_verdict_once_in_pages_of_a_hundred()
    {
        for (var hour = 0; hour < 230; hour++)
        {
            await lake.AppendAsync(0, batch: new("live", ReportLake.Noon.AddHours(hour)));
            if (hour is 99 or 100 or 150)
                await lake.ReportAsync();
        }

        await lake.ReportAsync();
        var archive = string.Concat(new[] { "", "-2", "-3" }.Select(page => lake.Page($"table/{ReportLake.Market}-2018-02{page}.html")));
        Assert.False(lake.Pages.Files.ContainsKey($"table/{ReportLake.Market}-2018-02-4.html"));
        for (var hour = 0; hour < 230; hour++)
            Assert.Equal(2, archive.Split($">{new Core.BatchId("live", ReportLake.Noon.AddHours(hour))}<").Length);
    }

    /// <summary>A run that was killed wrote documents, but not the manifest.</summary>
    [Fact]
    public async Task A_report_that_was_cut_short_is_continued()
    {
        for (var hour = 0; hour < 95; hour++)
            await lake.AppendAsync(0, batch: new("live", ReportLake.Noon.AddHours(hour)));
        await lake.ReportAsync();
        var manifest = lake.Pages.Files["_manifest.json"];
        for (var hour = 95; hour < 110; hour++)
            await lake.AppendAsync(0, batch: new("live", ReportLake.Noon.AddHours(hour)));
        await lake.ReportAsync();
        var whole = lake.Pages.Files.ToDictionary();

        await lake.Pages.ReplaceAsync("_manifest.json", new MemoryStream(manifest));
        await lake.ReportAsync();

        Assert.All(whole, page => Assert.True(page.Value.AsSpan().SequenceEqual(lake.Pages.Files[page.Key]), page.Key));
    }

    [Fact]
    public async Task Nothing_is_written_where_nothing_is_new_and_a_lost_page_comes_back()
    {
        await lake.AppendAsync(0);
        await lake.AddBarsAsync(0, "bitcoin", new DateOnly(2018, 1, 1), 31);
        await lake.ReportAsync();
        Assert.Equal(0, (await lake.ReportAsync()).Written);

        lake.Pages.Remove($"table/{ReportLake.Market}.html");
        lake.Pages.Remove("coverage/silver_historical_market-2018.html");
        Assert.Equal(2, (await lake.ReportAsync()).Written);
        Assert.Contains("bitcoin: 31 of 365 days", lake.Page("coverage/silver_historical_market-2018.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_shows_days_that_are_there_held_back_and_taken_back()
    {
        await lake.AddBarsAsync(0, "bitcoin", new DateOnly(2017, 12, 30), 12);
        await lake.HoldBackAsync("bitcoin", new DateOnly(2018, 1, 20));
        await lake.ReportAsync();
        var page = lake.Page("coverage/silver_historical_market-2018.html");
        Assert.Contains("bitcoin: 10 of 365 days", page, StringComparison.Ordinal);
        Assert.Contains("<path class=\"sh\" stroke-width=\"8\" d=\"M158 19h2\"/>", page, StringComparison.Ordinal);

        await lake.AddBarsAsync(1, "bitcoin", new DateOnly(2018, 1, 10), 1, "withdrawn");
        var report = await lake.ReportAsync();
        Assert.Equal(1, report.CoverageFiles);
        Assert.Contains("bitcoin: 9 of 365 days", lake.Page("coverage/silver_historical_market-2018.html"), StringComparison.Ordinal);
        Assert.Contains("bitcoin: 2 of 365 days", lake.Page("coverage/silver_historical_market-2017.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_another_lake_are_made_anew()
    {
        for (var day = 0; day < 5; day++)
            await lake.AppendAsync(day);
        await lake.ReportAsync();
        var other = new ReportLake();
        for (var day = 0; day < 7; day++)
            await other.AppendAsync(day, Decision.Halt);

        await other.ReportAsync(lake.Pages);

        Assert.DoesNotContain("badge pass\"", lake.Page($"table/{ReportLake.Market}-2018-02.html"), StringComparison.Ordinal);
    }

    /// <summary>A batch's verdict and its pages: by a process that is warm, and by one that has just begun. The Delta log of the verdicts is not counted.</summary>
    [Fact]
    public async Task One_more_batch_costs_the_same_after_few_and_after_many()
    {
        var (warmFew, coldFew) = await MeasureAsync(0, Few);
        var (warmMany, coldMany) = await MeasureAsync(Few + 3, Many);

        output.WriteLine($"warm {warmFew} {warmMany}\ncold {coldFew} {coldMany}");
        AssertAlike(warmFew, warmMany);
        AssertAlike(coldFew, coldMany);
    }

    private async Task<((Traffic Lake, Traffic Pages) Warm, (Traffic Lake, Traffic Pages) Cold)> MeasureAsync(int from, int to)
    {
        for (var day = from; day < to; day++)
            await lake.AppendAsync(day);
        await lake.ReportAsync();
        await OneMoreAsync(to);
        var warm = await OneMoreAsync(to + 1);
        lake.Reopen();
        return (warm, await OneMoreAsync(to + 2));
    }

    private async Task<(Traffic Lake, Traffic Pages)> OneMoreAsync(int day)
    {
        lake.Storage.Reset();
        lake.Pages.Reset();
        await lake.AppendAsync(day);
        await lake.ReportAsync();
        return (lake.Storage.Traffic, lake.Pages.Traffic);
    }

    /// <summary>The documents of fifty batches are not yet as large as they become: 120 verdicts are kept, and a month may be short.</summary>
    private static void AssertAlike((Traffic Lake, Traffic Pages) few, (Traffic Lake, Traffic Pages) many)
    {
        Assert.True(many.Lake.Reads <= few.Lake.Reads + 1 && many.Pages.Reads <= few.Pages.Reads + 1, $"{few} {many}");
        Assert.True(many.Lake.Writes <= few.Lake.Writes + 1 && many.Pages.Writes <= few.Pages.Writes + 1, $"{few} {many}");
        Assert.True(many.Lake.BytesRead <= 3 * few.Lake.BytesRead && many.Pages.BytesRead <= 3 * few.Pages.BytesRead, $"{few} {many}");
        Assert.True(many.Lake.BytesWritten <= 3 * few.Lake.BytesWritten && many.Pages.BytesWritten <= 3 * few.Pages.BytesWritten, $"{few} {many}");
    }
}
