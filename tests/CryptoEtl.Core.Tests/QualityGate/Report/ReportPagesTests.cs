using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Report;

namespace CryptoEtl.Core.Tests.QualityGate.Report;

/// <summary>Parts of the pages that need no lake.</summary>
public sealed class ReportPagesTests
{
    [Fact]
    public void A_line_breaks_where_there_is_no_value()
    {
        var svg = ReportSvg.Line([1, null, 2], "rows");
        Assert.Contains("d=\"M0 20h0.1M240 1h0.1\"", svg, StringComparison.Ordinal);
        Assert.Contains("<title>rows</title>", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_decisions_in_a_row_are_one_rectangle()
    {
        var svg = ReportSvg.Strip([Decision.Pass, Decision.Pass, Decision.Halt, Decision.Pass], "decisions");
        Assert.Equal(3, svg.Split("<rect").Length - 1);
        Assert.Contains("<rect class=\"fb\" x=\"120\" width=\"60\"", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_of_nothing_are_empty_but_there()
    {
        foreach (var svg in new[] { ReportSvg.Line([], "a"), ReportSvg.Bars([], "a"), ReportSvg.Strip([], "a") })
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.Null(Band.Of([null]));
    }

    [Fact]
    public void A_band_is_the_middle_half()
    {
        Assert.Equal(new Band(2, 3, 4), Band.Of([5, 1, null, 4, 2, 3]));
    }

    [Fact]
    public void Titles_are_escaped()
    {
        var svg = ReportSvg.Bars([1], "\"><script>");
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"&quot;&gt;&lt;script&gt;\"", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dictionary_has_every_column_and_every_rule_of_a_contract()
    {
        foreach (var contract in Contracts.All(new()))
        {
            var page = DictionaryPage.Of(contract);
            Assert.All(contract.Table.Columns, column => Assert.Contains($"<td>{column.Name}</td>", page, StringComparison.Ordinal));
            Assert.All(
                contract.Rules.Select(rule => rule.Id).Concat(contract.BatchRules.Select(rule => rule.Id)).Append(contract.MaxLossRule),
                id => Assert.Contains($"<span id=\"{id}\">", page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_column_links_to_the_rules_that_name_it_and_to_no_others()
    {
        var page = DictionaryPage.Of(LiveContracts.Market(new()));
        var row = page.Split('\n').Single(line => line.StartsWith("<tr><td>price_usd</td>", StringComparison.Ordinal));
        Assert.Contains("<td>number</td><td>USD</td>", row, StringComparison.Ordinal);
        Assert.Contains("href=\"#LM004\"", row, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"#LM007\"", row, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_of_three_hundred_assets_is_small_and_the_others_share_a_line()
    {
        var year = YearCoverage.Empty("silver_historical_market", 2020);
        for (var asset = 0; asset < 900; asset++)
        {
            for (var day = asset % 50; day < 366; day++)
                year.Has($"asset-{asset}", new DateTime(2020, 1, 1).AddDays(day), value: true);
        }

        var page = CoveragePage.Of(year);
        Assert.Equal(CoveragePage.Most + 1, page.Split("<g><title>").Length - 1);
        Assert.Contains("600 more", page, StringComparison.Ordinal);
        Assert.True(page.Length < 80_000, $"{page.Length} characters");
    }

    [Fact]
    public void Days_are_kept_in_bits_to_the_last_of_a_leap_year()
    {
        var year = YearCoverage.Empty("t", 2020);
        year.Has("a", new DateTime(2020, 12, 31), value: true);
        year.Has("a", new DateTime(2020, 1, 1), value: true);
        year.Has("a", new DateTime(2020, 1, 1), value: false);
        Assert.Equal(1, year.Assets["a"].Count);
        Assert.True(DayBits.Is(year.Assets["a"].Has, 365));
    }
}
