using CryptoEtl.Core.Universe.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Universe.Identity;

public sealed class SymbolResolverTests
{
    /// <summary>Terra's ticker passes from the old chain to the new one.</summary>
    private static readonly SymbolResolver Luna = Listed.Resolver(
        new(0, "terra-luna", "luna", "Terra", "eth:1"), new(27, "terra-luna", "lunc", "Terra Luna Classic", "eth:1"), new(28, "terra-luna-2", "luna", "Terra"));

    [Fact]
    public void A_ticker_used_again_is_each_owners_at_its_time()
    {
        Assert.Equal("terra-luna", Assert.IsType<Resolved>(Luna.Resolve("LUNA", Day(26))).AssetId);
        Assert.Equal("terra-luna-2", Assert.IsType<Resolved>(Luna.Resolve("luna", Day(28))).AssetId);
        Assert.Equal("terra-luna", Assert.IsType<Resolved>(Luna.ResolveContract("ETH:1", Day(28))).AssetId);
        Assert.Equal("terra-luna-2", Assert.IsType<Resolved>(Luna.ResolveName("terra", Day(28))).AssetId);
    }

    [Fact]
    public void Between_the_two_nobody_is_guessed()
    {
        var refused = Assert.IsType<Refused>(Luna.Resolve("luna", Day(27.5)));
        Assert.Equal((Refused.NotAtThatTime, 2), (refused.Reason, refused.Candidates.Count));
    }

    [Fact]
    public void A_symbol_nobody_had_is_unknown()
    {
        var refused = Assert.IsType<Refused>(Luna.Resolve("ust", Day(1)));
        Assert.Equal((Refused.Unknown, 0), (refused.Reason, refused.Candidates.Count));
    }

    [Fact]
    public void Two_at_once_are_refused_with_both_named()
    {
        var refused = Assert.IsType<Refused>(Listed.Resolver(new(0, "a", "x", "A"), new(0, "b", "x", "B")).Resolve("x", Day(1)));
        Assert.Equal((Refused.Ambiguous, "a,b"), (refused.Reason, string.Join(',', refused.Candidates.Select(c => c.AssetId))));
    }

    [Fact]
    public void A_dead_coin_keeps_its_ticker_unless_only_active_ones_are_asked_for()
    {
        var resolver = Listed.Resolver(new(0, "dead", "x", "A", Status: "inactive"), new(0, "alive", "x", "B"));
        Assert.IsType<Refused>(resolver.Resolve("x", Day(1)));
        Assert.Equal("alive", Assert.IsType<Resolved>(resolver.Resolve("x", Day(1), new(ActiveOnly: true))).AssetId);
    }

    [Fact]
    public void A_moment_before_anybody_looked_is_refused_unless_the_first_interval_may_be_assumed()
    {
        Assert.Equal(Refused.NotAtThatTime, Assert.IsType<Refused>(Luna.Resolve("lunc", Day(-1))).Reason);
        Assert.Equal(Refused.NotAtThatTime, Assert.IsType<Refused>(Luna.Resolve("lunc", Day(-1), new(AssumeEarliest: true))).Reason);
        var assumed = Assert.IsType<Resolved>(Listed.Resolver(new Listed(0, "a", "x", "A")).Resolve("x", Day(-100), new(AssumeEarliest: true)));
        Assert.Equal(("a", true), (assumed.AssetId, assumed.IsAssumed));
    }

    [Fact]
    public void An_answer_always_held_the_symbol_at_the_moment_and_nobody_else_did() =>
        Prop.ForAll(Listed.Any.ToArbitrary(), Gen.Choose(-20, 50).ToArbitrary(), (all, day) =>
        {
            var facts = IdentityHistory.Facts([Listed.Rows(all)]);
            var holders = facts.Where(f => f is { Kind: "symbol", Value: "x" } && f.HoldsAt(Day(day).UtcDateTime)).Select(f => f.AssetId).Distinct().ToList();
            var answer = new SymbolResolver(facts).Resolve("X", Day(day));
            Assert.Equal(holders.Count == 1, answer is Resolved);
            Assert.Equal(holders.Count == 1 ? holders[0] : null, (answer as Resolved)?.AssetId);
        }).QuickCheckThrowOnFailure();

    private static DateTimeOffset Day(double day) => Listed.Start.AddDays(day);
}
