using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;

namespace CryptoEtl.Data.Tests.QualityGate.Report;

/// <summary>The page of features: what it shows, and that it only reads what is new.</summary>
public sealed class FeaturePagesTests
{
    private static readonly int Start = new DateOnly(2018, 1, 1).DayNumber;

    private readonly ReportLake lake = new();

    [Fact]
    public async Task Without_features_there_is_no_page_and_no_link()
    {
        await lake.ReportAsync();
        Assert.False(lake.Pages.Files.ContainsKey("features.html"));
        Assert.DoesNotContain("features.html", lake.Page("index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_jump_is_shown_with_its_day_and_what_it_was_before_and_is()
    {
        await AddAsync(0, 20, bad: 12);
        await lake.ReportAsync();

        Assert.Contains("<td>2018-01-13</td><td>galaxy_score</td><td>H</td><td class=\"n\">0 %</td><td class=\"n\">80 %</td><td class=\"n\">20</td><td class=\"n\">2000</td><td class=\"n\">99</td><td>null 0 % -&gt; 80 %; p50 20 -&gt; 2000, drift 99</td>", lake.Page("features.html"), StringComparison.Ordinal);
        Assert.Contains("null galaxy_score: 0 % on the last day, at most 80 %", lake.Page("features.html"), StringComparison.Ordinal);
        Assert.Contains("<a href=\"features.html\">1 incident</a> up to 2018-01-20", lake.Page("index.html"), StringComparison.Ordinal);
        Assert.Equal(0, (await lake.ReportAsync()).Written);
    }

    [Fact]
    public async Task Pages_made_run_by_run_are_those_made_at_once()
    {
        for (var run = 0; run < 20; run++)
        {
            await AddAsync(run * 10, 10, bad: run == 0 ? -1 : run * 10 + 5);
            await lake.ReportAsync();
        }

        var whole = new MemoryStorage();
        await lake.ReportAsync(whole);
        Assert.Equal(whole.Files["features.html"], lake.Pages.Files["features.html"]);
        Assert.Contains("19 incidents up to 2018-07-19", lake.Page("features.html"), StringComparison.Ordinal);
        Assert.Contains("Nulls in the last 120 days", lake.Page("features.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_gone_is_made_again()
    {
        await AddAsync(0, 20, bad: 12);
        await lake.ReportAsync();
        var before = lake.Page("features.html");
        lake.Pages.Remove("_features.json");
        await AddAsync(20, 1);
        await lake.ReportAsync();
        Assert.Contains("2018-01-13", lake.Page("features.html"), StringComparison.Ordinal);
        Assert.NotEqual(before, lake.Page("features.html"));
    }

    private readonly HealthJudge judge = new();

    private async Task AddAsync(int first, int days, int bad = -1)
    {
        var (batch, table, parts) = (new BatchId("features", ReportLake.Noon.AddDays(first)), lake.Lake.Table(FeatureTables.Health), new List<CryptoEtl.Data.Lakehouse.StagedPart>());
        for (var day = first; day < first + days; day++)
        {
            var date = DateOnly.FromDayNumber(Start + day);
            parts.Add(await table.StageAsync(batch, $"{date:yyyyMMdd}", HealthRows.Of([judge.Judge(Figures(day, day == bad))], new(), new(batch, batch.Slot, null)), date));
        }

        await table.CommitAsync(batch, parts);
    }

    private static FeatureFigures Figures(int day, bool isBad) => isBad
        ? new(Start + day, FeatureCatalogue.Named("galaxy_score"), 50, 40, 50, 40, 60, 50, 2000, 5, 1990, 2000, 2010)
        : new(Start + day, FeatureCatalogue.Named("galaxy_score"), 50, 0, 50, 0, 60, 10, 20, 5, 10, 20, 30);
}
