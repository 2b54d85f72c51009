using CryptoEtl.Core.Universe.Membership;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Universe.Membership;

/// <summary>What holds whatever the sources tell, and whenever they tell it.</summary>
public sealed class MembershipTheorems
{
    private const int Days = 28;

    private static readonly UniverseRules Rules = new() { Top = 3, MinVolumeUsd = 5 };

    private static readonly ClassFacts Facts = Vintage.Classed(("f", "wrapped", null), ("e", "stablecoin", 12));

    [Fact]
    public void What_is_learnt_later_never_changes_a_day_decided() =>
        Prop.ForAll(Vintage.Any.ToArbitrary(), Gen.Choose(0, Days).ToArbitrary(), (all, day) =>
        {
            var decision = Rules.DecisionTime(Vintage.First.AddDays(day));
            Assert.Equal(Build(all.Where(v => v.AvailableAt <= decision), 0, day), Build(all, 0, day));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_restatement_changes_nothing_before_it_was_known() =>
        Prop.ForAll(Vintage.Any.ToArbitrary(), Gen.Choose(0, 20).ToArbitrary(), Gen.Choose(0, 10_000).ToArbitrary(), (all, day, late) =>
        {
            var restated = new Vintage("a", day, late, 100);
            var known = Enumerable.Range(0, Days).TakeWhile(d => Rules.DecisionTime(Vintage.First.AddDays(d)) < restated.AvailableAt).Count();
            Assert.Equal(Build(all, 0, known - 1), Build([.. all, restated], 0, known - 1));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Day_by_day_gives_the_rows_of_all_at_once() =>
        Prop.ForAll(Vintage.Any.ToArbitrary(), Gen.Choose(1, Days - 1).ToArbitrary(), (all, split) =>
        {
            var before = Build(all, 0, split - 1);
            Assert.Equal(Build(all, 0, Days), [.. before, .. Build(all, split, Days, MembersOn(split - 1, before))]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Neither_the_order_of_rows_nor_of_batches_nor_of_assets_matters() =>
        Prop.ForAll(Vintage.Any.ToArbitrary(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (all, seed) =>
        {
            var random = new Random(seed);
            var history = new CapHistory();
            foreach (var part in all.OrderBy(_ => random.Next()).Chunk(random.Next(1, 60)))
                history.Add(Vintage.Rows(part));
            Assert.Equal(Build(all, 0, Days), Vintage.Build(Rules, history, 0, Days, facts: Facts));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_member_has_a_cap_that_was_known_and_ranks_have_no_holes() =>
        Prop.ForAll(Vintage.Any.ToArbitrary(), all =>
        {
            foreach (var day in Membership(all, Days).GroupBy(row => row.Day))
            {
                var members = day.Where(row => row.IsMember).ToList();
                Assert.All(members, row => Assert.Contains(all, v => v.Asset == row.Asset && v.Day == row.CapDay && v.Cap == row.Cap && v.AvailableAt <= Decision(row.Day)));
                Assert.All(members, row => Assert.InRange(row.CapDay!.Value, row.Day - Rules.MaxStaleDays, row.Day));
                Assert.Equal(Enumerable.Range(1, members.Count).Select(rank => (long?)rank), members.Select(row => row.Rank));
                Assert.Equal(day.Where(row => row.Rank is not null).Select(row => row.Rank), day.Where(row => row.Rank is not null).Select(row => row.Rank).Order());
                Assert.DoesNotContain(members, row => row.Asset == "f" || (row.Asset == "e" && row.Day >= 12));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_engine_agrees_with_the_rules_written_plainly() =>
        Prop.ForAll(Vintage.Any.ToArbitrary(), all =>
        {
            var rows = Membership(all, Days).ToLookup(row => row.Day);
            for (var day = 0; day <= Days; day++)
            {
                var plain = PlainMembership.On(day, Rules, all, (asset, on) => asset == "f" || (asset == "e" && on >= 12));
                var last = plain.LastOrDefault(one => one.Rank <= Rules.Top)?.RankAll ?? 0;
                Assert.Equal(
                    plain.Where(one => one.RankAll <= last).Select(one => (one.Asset, (double?)one.Cap, (int?)one.CapDay, (long?)one.RankAll, (long?)one.Rank)),
                    rows[day].Where(row => row.RankAll <= last).Select(row => (row.Asset, row.Cap, row.CapDay, row.RankAll, row.Rank)));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_leaves_was_a_member_the_day_before_and_who_stays_too() =>
        Prop.ForAll(Vintage.Any.ToArbitrary(), all =>
        {
            var before = new HashSet<string>();
            foreach (var day in Enumerable.Range(0, Days + 1).GroupJoin(Membership(all, Days), day => day, row => row.Day, (_, rows) => rows.ToList()))
            {
                Assert.Equal(before.Order(StringComparer.Ordinal), day.Where(row => row.Change is "stays" or "left").Select(row => row.Asset).Order(StringComparer.Ordinal));
                before = [.. day.Where(row => row.IsMember).Select(row => row.Asset)];
            }
        }).QuickCheckThrowOnFailure();

    private sealed record Row(int Day, string Asset, bool IsMember, long? Rank, long? RankAll, double? Cap, int? CapDay, string? Change);

    private static IEnumerable<Row> Membership(IEnumerable<Vintage> all, int to) =>
        UniverseMembership.Build(Rules, Vintage.History(all), Facts, new(Vintage.First, Vintage.First.AddDays(to), null, true), Vintage.Origin)
            .SelectMany(rows => Enumerable.Range(0, rows.RowCount).Select(row => new Row(
                Offset(rows.Instants("day")[row])!.Value, rows.Texts("asset_id")[row]!, rows.Flags("is_member")[row]!.Value, rows.Integers("rank")[row],
                rows.Integers("rank_all")[row], rows.Numbers("market_cap_usd")[row], Offset(rows.Instants("cap_day")[row]), rows.Texts("change")[row])));

    private static int? Offset(DateTime? day) => day is { } at ? DateOnly.FromDateTime(at).DayNumber - Vintage.First.DayNumber : null;

    private static DateTimeOffset Decision(int day) => Rules.DecisionTime(Vintage.First.AddDays(day));

    private static IReadOnlyList<string> Build(IEnumerable<Vintage> all, int from, int to, IReadOnlyCollection<string>? before = null) =>
        Vintage.Build(Rules, Vintage.History(all), from, to, before, Facts);

    private static IReadOnlyCollection<string> MembersOn(int day, IReadOnlyList<string> rows) =>
        [.. rows.Select(row => row.Split('|')).Where(row => row[0] == $"{Vintage.First.AddDays(day):yyyy-MM-dd}" && row[2] == "True").Select(row => row[1])];
}
