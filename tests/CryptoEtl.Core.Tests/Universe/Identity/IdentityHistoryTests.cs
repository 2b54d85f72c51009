using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Universe.Identity;

public sealed class IdentityHistoryTests
{
    [Fact]
    public void A_rename_closes_the_old_symbol_and_opens_the_new_one() =>
        Assert.Equal(["symbol lrc 0..5", "symbol maticx 5.."], Told("symbol", new(0, "a", "LRC", "A"), new(5, "a", "MaticX", "A")));

    [Fact]
    public void A_coin_seen_first_has_its_names_from_its_activation_on()
    {
        Assert.Equal(["name A -3.."], Told("name", new Listed(0, "a", "x", "A", Activated: -3)));
        Assert.Equal(["name A 0..2", "name B 2.."], Told("name", new(0, "a", "x", "A"), new(2, "a", "x", "B", Activated: -3)));
    }

    [Fact]
    public void A_value_not_told_goes_on_and_an_inactive_coin_keeps_its_contracts()
    {
        Assert.Equal(["name A 0.."], Told("name", new(0, "a", "x", "A"), new(2, "a", "x", null)));
        Assert.Equal(["contract eth:1 0.."], Told("contract", new(0, "a", "x", "A", "eth:1"), new(2, "a", "x", "A", Status: "inactive")));
        Assert.Equal(["contract eth:1 0..2"], Told("contract", new(0, "a", "x", "A", "eth:1"), new(2, "a", "x", "A")));
    }

    [Fact]
    public void A_coin_on_no_list_holds_nothing_until_it_comes_back() =>
        Assert.Equal(["symbol x 0..3", "symbol x 7.."], Told("symbol", new(0, "a", "x", "A"), new(3, "a", null, null, null, null), new(7, "a", "x", "A")));

    [Fact]
    public void Who_takes_over_the_contract_of_an_id_that_goes_is_its_successor()
    {
        Listed[] told = [new(0, "old", "x", "Old", "eth:1"), new(9, "new", "y", "New", "eth:1"), new(10, "old", "x", "Old", Status: "inactive")];
        Assert.Equal(["predecessor old 10.. same contract", "successor new 10.. same contract"], Migrations(told));
    }

    [Fact]
    public void Name_and_symbol_together_make_a_successor_within_a_month_only()
    {
        Assert.Equal(["predecessor old 12.. same name and symbol", "successor new 12.. same name and symbol"],
            Migrations(new(0, "old", "x", "Ex"), new(10, "old", null, null, null, null), new(12, "new", "X", "Ex")));
        Assert.Empty(Migrations(new(0, "old", "x", "Ex"), new(10, "old", null, null, null, null), new(52, "new", "X", "Ex")));
        Assert.Empty(Migrations(new(0, "old", "x", "Ex"), new(10, "old", null, null, null, null), new(12, "new", "X", "Other")));
    }

    [Fact]
    public void Two_that_take_over_at_once_or_one_that_was_there_all_along_are_no_successors()
    {
        Assert.Empty(Migrations(new(0, "old", "x", "Ex"), new(10, "old", null, null, null, null), new(10, "b", "x", "Ex"), new(10, "c", "x", "Ex")));
        Assert.Empty(Migrations(new(0, "old", "x", "Ex", "eth:1"), new(0, "b", "y", "Why", "eth:1"), new(10, "old", null, null, null, null)));
    }

    [Fact]
    public void An_id_that_comes_back_has_no_successor_any_more() =>
        Assert.Equal(["predecessor old 10..20 same contract", "successor new 10..20 same contract"],
            Migrations(new(0, "old", "x", "A", "e:1"), new(10, "old", "x", "A", Status: "inactive"), new(10, "new", "y", "B", "e:1"), new(20, "old", "x", "A", "e:1")));

    [Fact]
    public void A_stablecoin_is_linked_to_its_coin()
    {
        var rows = new BatchBuilder(UniverseTables.Stablecoins);
        rows.Text("stablecoin_id", "1").Text("gecko_id", "tether").Origin(Listed.Origin, Listed.Start, TimeSpan.Zero).EndRow();
        var identity = IdentityHistory.Build([], [rows.Build()], Listed.Origin);
        Assert.Equal(("tether", "stablecoin_id", "1"), (identity.Texts("asset_id")[0], identity.Texts("kind")[0], identity.Texts("value")[0]));
    }

    [Fact]
    public void Symbols_and_names_of_one_asset_never_overlap() =>
        Prop.ForAll(Listed.Any.ToArbitrary(), all => IdentityHistory.Facts([Listed.Rows(all)])
            .Where(fact => fact.Kind is "symbol" or "name" or "status").GroupBy(fact => (fact.AssetId, fact.Kind))
            .All(one => one.OrderBy(fact => fact.From).Zip(one.OrderBy(fact => fact.From).Skip(1)).All(pair => pair.First.To <= pair.Second.From))).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_told_later_never_changes_an_interval_that_is_over_nor_where_one_starts() =>
        Prop.ForAll(Listed.Any.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (all, day) =>
        {
            var known = IdentityHistory.Facts([Listed.Rows(all.Where(v => v.Day <= day))]);
            var later = IdentityHistory.Facts([Listed.Rows(all)]);
            Assert.Empty(known.Where(fact => fact.To is not null).Except(later));
            Assert.Empty(known.Select(fact => (fact.AssetId, fact.Kind, fact.Value, fact.From, fact.Evidence)).Except(later.Select(f => (f.AssetId, f.Kind, f.Value, f.From, f.Evidence))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void The_order_of_reading_does_not_matter() =>
        Prop.ForAll(Listed.Any.ToArbitrary(), all => Assert.Equal(
            IdentityHistory.Facts([Listed.Rows(all)]).ToHashSet(), IdentityHistory.Facts(all.Reverse().Chunk(3).Select(Listed.Rows)).ToHashSet())).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Told(string kind, params Listed[] vintages) =>
        IdentityHistory.Facts([Listed.Rows(vintages)]).Where(fact => fact.Kind == kind).OrderBy(fact => fact.From).Select(Text);

    private static IEnumerable<string> Migrations(params Listed[] vintages) =>
        IdentityHistory.Facts([Listed.Rows(vintages)]).Where(fact => fact.Kind is "successor" or "predecessor").OrderBy(fact => fact.Kind, StringComparer.Ordinal)
            .Select(fact => $"{Text(fact)} {fact.Evidence}");

    private static string Text(IdentityFact fact) => $"{fact.Kind} {fact.Value} {Day(fact.From)}..{Day(fact.To)}";

    private static string Day(DateTime? moment) => moment is { } at ? $"{(at - Listed.Start.UtcDateTime).TotalDays}" : "";
}
