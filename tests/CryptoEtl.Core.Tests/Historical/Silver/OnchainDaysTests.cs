using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Historical.Silver;
using FsCheck;
using FsCheck.Fluent;
using static CryptoEtl.Core.Tests.Historical.SeriesData;

namespace CryptoEtl.Core.Tests.Historical.Silver;

public sealed class OnchainDaysTests
{
    private static readonly AssetWork Uniswap = Asset("uniswap", ["v2", "v3"], ["v3"]);
    private static readonly Batch NoDex = None(HistoricalTables.Dex);

    [Fact]
    public void Levels_and_flows_are_summed_by_day()
    {
        var rows = Of(Tvl(new("v2", 1, 10), new("v3", 1, 5), new("other", 1, 99)), Dex(new("v3", 1, 3), new("v3", 2, 4)));

        Assert.Equal([15, null], rows.Numbers("tvl_usd"));
        Assert.Equal([2, 0], rows.Integers("tvl_protocols"));
        Assert.Equal([3, 4], rows.Numbers("dex_volume_usd"));
        Assert.Equal([1, 1], rows.Integers("dex_protocols"));
    }

    [Fact]
    public void A_missing_level_is_the_last_one_for_three_days_where_another_protocol_tells()
    {
        var rows = Of(Tvl([new("v2", 0, 100), .. Enumerable.Range(0, 6).Select(day => new Told("v3", day, 1)), new("v2", 9, 100)]), NoDex);

        Assert.Equal([101, 101, 101, 101, 1, 1, 100], rows.Numbers("tvl_usd"));
        Assert.Equal([2, 2, 2, 2, 1, 1, 1], rows.Integers("tvl_protocols"));
    }

    [Fact]
    public void Nothing_is_carried_to_a_day_that_nobody_tells_and_a_flow_never_is()
    {
        var rows = Of(Tvl(new Told("v2", 0, 100)), Dex(new("v3", 0, 5), new("v3", 2, 6)));

        Assert.Equal([0, 2], rows.Instants("day").Select(day => (int)(day!.Value - StartOf(0).UtcDateTime).TotalDays));
        Assert.Equal([100, null], rows.Numbers("tvl_usd"));
    }

    [Fact]
    public void A_null_is_missing_and_a_zero_is_a_level()
    {
        var rows = Of(Tvl(new("v2", 0, 100), new("v2", 1, null), new("v3", 1, 7), new("v2", 2, 0), new("v3", 2, 7)), NoDex);
        Assert.Equal([100, 107, 7], rows.Numbers("tvl_usd"));
    }

    [Fact]
    public void A_day_is_known_a_day_later_and_a_sum_of_several_answers_has_no_hash()
    {
        var rows = Of(Tvl(new("v2", 1, 10, Seen: 40), new("v3", 1, 5, Seen: 30), new("v2", 9, 10, Seen: 3)), NoDex);

        Assert.Equal(EndOf(1).AddHours(24).UtcDateTime, rows.Instants("available_at")[0]);
        Assert.Equal(EndOf(1).AddHours(40).UtcDateTime, rows.Instants("observed_at")[0]);
        Assert.Equal(EndOf(9).AddHours(3).UtcDateTime, rows.Instants("available_at")[1]);
        Assert.Equal([null, "ab"], rows.Texts("raw_sha256"));
    }

    /// <summary>Truncation: what is told of later days changes no day before, whatever it is.</summary>
    [Fact]
    public void Later_days_change_no_earlier_row() => Check((tvl, dex, cut) =>
    {
        var (all, until) = (Lines(Of(Tvl(tvl), Dex(dex))), Lines(Of(Tvl(Until(tvl, cut)), Dex(Until(dex, cut)))));
        return all.Take(until.Count).SequenceEqual(until);
    });

    [Fact]
    public void The_order_of_rows_does_not_matter() => Check((tvl, dex, seed) =>
        Lines(Of(Mixed(Tvl(tvl), seed), Mixed(Dex(dex), seed))).SequenceEqual(Lines(Of(Tvl(tvl), Dex(dex)))));

    [Fact]
    public void No_row_is_known_before_what_it_is_made_of() => Check((tvl, dex, _) =>
    {
        var (rows, input) = (Of(Tvl(tvl), Dex(dex)), Tvl(tvl));
        return Enumerable.Range(0, rows.RowCount).All(row => Enumerable.Range(0, input.RowCount)
            .Where(other => input.Instants("day")[other] == rows.Instants("day")[row] && input.Numbers("tvl_usd")[other] is not null)
            .All(other => input.Instants("observed_at")[other] <= rows.Instants("observed_at")[row] && input.Instants("available_at")[other] <= rows.Instants("available_at")[row]));
    });

    [Fact]
    public void Social_days_are_the_assets_by_number_and_known_six_hours_later()
    {
        var social = new BatchBuilder(HistoricalTables.SocialDay);
        foreach (var (id, day) in new[] { (9L, 2), (7L, 1), (7L, 0) })
        {
            social.Integer("lunarcrush_id", id).Instant("stamp", StartOf(day)).Day("day", First.AddDays(day)).Number("galaxy_score", day * 10).Number("alt_rank", id)
                .Origin(Origin(EndOf(day).AddHours(8)), EndOf(day), PublicationLags.SocialSeries).EndRow();
        }

        var rows = SocialDays.Of(social.Build(), [new("b", 7, [], [], []), new("a", null, [], [], []), new("c", 8, [], [], [])], SeriesData.Batch);

        Assert.Equal(["b", "b"], rows.Texts("asset_id"));
        Assert.Equal([0, 10], rows.Numbers("galaxy_score"));
        Assert.Equal([EndOf(0).AddHours(6).UtcDateTime, EndOf(1).AddHours(6).UtcDateTime], rows.Instants("available_at"));
    }

    private static Told[] Until(Told[] told, int cut) => [.. told.Where(one => one.Day <= cut)];

    private static Batch Of(Batch tvl, Batch dex) => OnchainDays.Of(tvl, dex, [Uniswap], SeriesData.Batch);

    private static void Check(Func<Told[], Told[], int, bool> holds) => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 12).ToArbitrary(), (seed, cut) =>
    {
        var random = new Random(seed);
        Told[] tvl = [.. Some(random, "v2"), .. Some(random, "v3")], dex = [.. Some(random, "v3")];
        return holds(tvl, dex, cut);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static IEnumerable<Told> Some(Random random, string slug) => Enumerable.Range(0, 12).Where(_ => random.Next(2) == 0)
        .Select(day => new Told(slug, day, random.Next(6) == 0 ? null : random.Next(100), Seen: random.Next(1, 90), Raw: $"{random.Next(2)}")).ToList();
}
