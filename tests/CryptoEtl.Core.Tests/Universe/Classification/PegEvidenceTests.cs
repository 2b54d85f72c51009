using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Tests.Universe.Membership;
using CryptoEtl.Core.Universe.Classification;
using CryptoEtl.Core.Universe.Membership;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Universe.Classification;

public sealed class PegEvidenceTests
{
    private static readonly UniverseRules Rules = new();

    [Fact]
    public void A_coin_at_one_dollar_is_found_on_its_sixtieth_day()
    {
        var found = Assert.Single(Find(Priced("usd", 0, 100, _ => 1.01)));
        Assert.Equal(("usd", Vintage.First.AddDays(59), 60, 60), (found.AssetId, found.Day, found.Near, found.Known));
    }

    [Fact]
    public void A_coin_that_comes_to_stand_at_one_dollar_is_found_once_the_days_before_are_few_enough()
    {
        var found = Assert.Single(Find(Priced("usd", 0, 200, day => day < 50 ? 3 : 1)));
        Assert.Equal(Vintage.First.AddDays(135), found.Day);
        Assert.Equal((86, 90), (found.Near, found.Known));
    }

    [Fact]
    public void A_coin_that_passes_one_dollar_or_swings_about_it_is_not() =>
        Assert.Empty(Find([.. Priced("rises", 0, 400, day => 0.5 + (day * 0.003)), .. Priced("swings", 0, 400, day => day % 10 == 0 ? 1.05 : 1), .. Priced("euro", 0, 400, _ => 1.08)]));

    [Fact]
    public void A_hole_in_the_history_starts_the_count_anew() =>
        Assert.Equal(Vintage.First.AddDays(259), Assert.Single(Find([.. Priced("usd", 0, 40, _ => 1), .. Priced("usd", 200, 300, _ => 1)])).Day);

    [Fact]
    public void What_is_told_later_never_moves_a_day_that_was_found() =>
        Prop.ForAll(Prices.ToArbitrary(), Gen.Choose(60, 160).ToArbitrary(), (all, day) =>
        {
            var to = Vintage.First.AddDays(day);
            var known = PegEvidence.Find(Vintage.History(all.Where(v => v.AvailableAt <= Rules.DecisionTime(to))), Rules, to);
            Assert.Equal(known, PegEvidence.Find(Vintage.History(all), Rules, Vintage.First.AddDays(200)).Where(found => found.Day <= to));
        }).QuickCheckThrowOnFailure();

    [SkippableFact]
    public void On_real_prices_it_finds_stablecoins_and_no_other_coin()
    {
        Skip.If(RealData.IsMissing, RealData.Missing);
        string[] stablecoins = ["BITUSD", "BUSD", "DAI", "EOSDT", "GUSD", "HUSD", "NBT", "PAX", "SAI", "SUSD", "TUSD", "USDC", "USDK", "USDN", "USDQ", "USDS", "USDT", "USNBT", "FRAX", "UST", "CUSD"];
        var found = PegEvidence.Find(RealPrices(), Rules, new(2020, 12, 31)).Select(one => one.AssetId).ToList();
        Assert.Empty(found.Except(stablecoins));
        Assert.Superset(new HashSet<string> { "HUSD", "PAX", "TUSD", "USDC", "USDK", "USDT" }, found.ToHashSet());
    }

    private static CapHistory RealPrices()
    {
        var history = new CapHistory();
        foreach (var part in RealData.Rows("ohlcv/cmc_daily_2013_2020.csv.gz").Chunk(50_000))
        {
            var rows = new BatchBuilder(HistoricalTables.Chart);
            foreach (var row in part)
            {
                if (!DateOnly.TryParse(row("date"), out var day) || !double.TryParse(row("close"), out var close))
                    continue;
                var end = UniverseRules.EndOf(day);
                rows.Text("asset_id", row("symbol")).Text("grain", "day").Day("day", day).Number("price_usd", close)
                    .Origin(Vintage.Origin, end, TimeSpan.FromMinutes(Vintage.Ready)).EndRow();
            }

            history.Add(rows.Build());
        }

        return history;
    }

    private static IReadOnlyList<PegEvidence.Finding> Find(IEnumerable<Vintage> all) => PegEvidence.Find(Vintage.History(all), Rules, Vintage.First.AddDays(500));

    private static IEnumerable<Vintage> Priced(string asset, int from, int to, Func<int, double> price) =>
        Enumerable.Range(from, to - from + 1).Select(day => new Vintage(asset, day, Vintage.Ready, null, Price: price(day)));

    /// <summary>A coin near one dollar, with days told late, told anew and withdrawn.</summary>
    private static Gen<Vintage[]> Prices =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from often in Gen.Choose(2, 40)
        select Disturbed(new Random(seed), often);

    private static Vintage[] Disturbed(Random random, int often) =>
    [
        .. Priced("usd", 0, 160, _ => 1).Select(v => random.Next(often) == 0 ? v with { Late = random.Next(100_000), Price = random.Next(2) == 0 ? 1 : 2 } : v),
        .. Enumerable.Range(0, 40).Select(_ => new Vintage("usd", random.Next(160), random.Next(200_000), null, null, random.Next(3) switch { 0 => null, 1 => 1.5, _ => 1 })),
    ];
}
