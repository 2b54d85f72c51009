using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Data.Tests.HttpCache;

public sealed class FreshnessTests
{
    private static readonly DateTimeOffset Now = CacheRig.Start;
    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>Around the bounds of the rule, where mistakes are.</summary>
    private static readonly Arbitrary<Case> Cases = (
        from fresh in Gen.Choose(0, 5)
        from absent in Gen.Choose(0, 5)
        from stale in Gen.Choose(0, 5)
        from age in Gen.Choose(-3, 12)
        from settled in Gen.Choose(-12, 4)
        from hasSettled in Gen.Elements(true, false)
        from status in Gen.Elements(200, 404)
        select new Case(fresh, absent, stale, age, hasSettled ? settled : null, status)).ToArbitrary();

    [Fact]
    public void An_answer_from_the_future_is_never_used() => Holds(at => at.Age >= 0 || (!at.IsFresh && !at.MayStandIn));

    [Fact]
    public void A_settled_answer_is_used_at_any_age() =>
        Holds(at => at.Status != 200 || at.Age < 0 || at.Settled is null || -at.Age < at.Settled || at.IsFresh);

    [Fact]
    public void An_open_answer_is_used_exactly_while_it_is_fresh() =>
        Holds(at => at.Status != 200 || at.Age < 0 || -at.Age >= at.Settled || at.IsFresh == (at.Age <= at.Fresh));

    [Fact]
    public void That_there_is_no_such_thing_is_believed_for_its_own_time_and_never_settles() =>
        Holds(at => at.Status != 404 || at.Age < 0 || at.IsFresh == (at.Absent > 0 && at.Age <= at.Absent));

    [Fact]
    public void A_good_answer_stands_in_exactly_for_the_time_after_it_was_fresh() =>
        Holds(at => at.MayStandIn == (at.Status == 200 && at.Stale > 0 && at.Age >= 0 && at.Age <= at.Fresh + at.Stale));

    [Fact]
    public void What_is_worth_something_only_now_never_stands_in() => Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), seconds =>
        !Freshness.MayStandIn(Entry(200, Now.AddSeconds(-seconds)), FreshnessRule.Live(45), Now)).QuickCheckThrowOnFailure();

    private static void Holds(Func<Case, bool> property) => Prop.ForAll(Cases, property).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    private static CacheEntry Entry(int status, DateTimeOffset receivedAt) => new(status, receivedAt, new string('0', 64), 1, 1, null, NoHeaders);

    /// <summary>All times in minutes, relative to now.</summary>
    private sealed record Case(int Fresh, int Absent, int Stale, int Age, int? Settled, int Status)
    {
        private FreshnessRule Rule => new(TimeSpan.FromMinutes(Fresh), TimeSpan.FromMinutes(Absent), TimeSpan.FromMinutes(Stale));

        private CacheEntry Answer => Entry(Status, Now.AddMinutes(-Age));

        public bool IsFresh => Freshness.IsFresh(Answer, Rule, Settled is { } minutes ? Now.AddMinutes(minutes) : null, Now);

        public bool MayStandIn => Freshness.MayStandIn(Answer, Rule, Now);
    }
}
