using CryptoEtl.Core.Features;
using CryptoEtl.Core.Tests.Features.Reference;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>What must not reach a row: the other side of a long hole, members of later days, fresher data than a source's lag allows.</summary>
public sealed class IsolationTests
{
    private static readonly Tape Markets = RandomTape.Make(41, assets: 7, days: 200, dirt: 0.3);

    private static IEnumerable<string> Keys => [.. Markets.Assets, Columns.Market];

    public static TheoryData<string, string> Alone => new()
    {
        { "onchain", "tvl_chg_7d tvl_chg_30d tvl_z_90 dex_turnover_7d dex_volume_z_30" },
        { "social", "galaxy_score galaxy_chg_7d alt_rank_imp_7d sentiment_ma_7 sentiment_z_30 interactions_ratio_7_30 interactions_z_30" },
        { "derivatives", "funding_ann_1d funding_ann_7d funding_z_30 oi_chg_7d basis_1d basis_z_30" },
    };

    [Theory]
    [MemberData(nameof(Alone))]
    public void With_a_day_more_of_lag_a_source_says_today_what_it_said_yesterday(string source, string features)
    {
        var names = features.Split(' ').ToHashSet();
        var day = TimeSpan.FromDays(1);
        var config = source switch
        {
            "onchain" => Markets.Config with { OnchainLag = Markets.Config.OnchainLag + day },
            "social" => Markets.Config with { SocialLag = Markets.Config.SocialLag + day },
            _ => Markets.Config with { DerivativesLag = Markets.Config.DerivativesLag + day },
        };
        var later = Markets.With(record => record.Published is { } published && Told.Lag(config, record.Series) != Told.Lag(Markets.Config, record.Series)
            ? record with { Published = published + day.Ticks } : record);
        var (before, after) = (Rows.ByEngine(Markets, Markets.FirstDay, Markets.LastDay), Rows.ByEngine(later with { Config = config }, Markets.FirstDay, Markets.LastDay));
        var (differences, values) = (new Differences(), 0);
        foreach (var (key, row) in before.Keys.Where(row => row.Key != Columns.Market && after[row.Key, row.Day + 1] is not null))
        {
            foreach (var name in names.Where(name => !Differences.IsSame(before.Value(key, row, name), after.Value(key, row + 1, name))))
                differences.Add(name, key, row + 1, $"{before.Value(key, row, name)}", $"{after.Value(key, row + 1, name)}");
            values += names.Count(name => Plain.Has(before.Value(key, row, name)));
        }

        differences.Throw(source);
        Assert.True(values > 1000, $"{values} values");
    }

    [Fact]
    public void A_coin_that_joins_the_universe_is_in_no_cross_section_before()
    {
        var joins = Markets.LastDay - 50;
        var members = Markets.Members.Where(member => member.Asset != "ethereum").ToArray();
        var (never, from) = (Markets with { Members = members }, Markets with { Members = [.. members, .. Enumerable.Range(joins, 51).Select(day => ("ethereum", day))] });
        var (before, after) = (Rows.ByEngine(never, Markets.FirstDay, Markets.LastDay), Rows.ByEngine(from, Markets.FirstDay, Markets.LastDay));
        var differences = new Differences();
        for (var day = Markets.FirstDay; day < joins; day++)
            differences.Compare(before, after, day, Keys, Differences.IsSame);

        differences.Throw("before it joins");
        Assert.Equal(
            Enumerable.Range(joins, 51).Select(day => before.Value(Columns.Market, day, "universe_n") + (before["ethereum", day] is null ? 0 : 1)),
            Enumerable.Range(joins, 51).Select(day => after.Value(Columns.Market, day, "universe_n")));
        Assert.Contains(Enumerable.Range(joins, 51), day => before["ethereum", day] is not null);
    }

    [Fact]
    public void Over_a_hole_of_four_days_nothing_passes() => Other(missing: 4).Throw("after a hole of 4 days");

    [Fact]
    public void Over_a_hole_of_three_days_the_past_is_still_seen() =>
        Assert.Empty(new[] { "px_sma_50", "rsi_14", "natr_14", "don_pos_20", "ulcer_14" }.Except(Other(missing: 3).Features));

    /// <summary>How features of bars differ after a hole when everything before it was otherwise.</summary>
    private static Differences Other(int missing)
    {
        var tape = RandomTape.Make(42, assets: 5, days: 200, dirt: 0);
        var hole = tape.FirstDay + 100;
        var holed = tape.Without(record => record.Asset == "aave" && record.Day >= hole && record.Day < hole + missing);
        var otherwise = holed.With(record => record.Asset == "aave" && record.Day < hole && record.Series <= (int)Field.MarketCap ? record with { Value = record.Value * (2 + Math.Sin(record.Day)) } : record);
        var (one, other) = (Rows.ByEngine(holed, hole, tape.LastDay), Rows.ByEngine(otherwise, hole, tape.LastDay));
        var differences = new Differences();
        for (var day = hole + missing; day <= tape.LastDay; day++)
            differences.Compare(one, other, day, ["aave"], Differences.IsSame, Columns.OfBars.Contains);
        Assert.True(Plain.Has(one.Value("aave", tape.LastDay, "px_sma_50")));
        return differences;
    }
}
