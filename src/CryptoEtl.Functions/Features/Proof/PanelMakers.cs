using CryptoEtl.Core.Features;

namespace CryptoEtl.Functions.Features.Proof;

/// <summary>Makes the panel of what there was at a moment.</summary>
internal delegate FeaturePanel PanelMaker(ProofData data, Limit limit);

/// <summary>The honest panel, the poisoned ones, and those that look ahead on purpose.</summary>
internal static class PanelMakers
{
    private const double Poison = 1000;

    /// <summary>What there was, and nothing else.</summary>
    public static FeaturePanel Honest(ProofData data, Limit limit) =>
        data.Panel(told => told.Where(one => data.IsKnown(one, limit)), data.Members(limit));

    /// <summary>What came later is there, a thousand times as large, and later decisions are turned round.</summary>
    public static FeaturePanel Thousandfold(ProofData data, Limit limit) => Poisoned(data, limit, value => value * Poison);

    /// <summary>What came later is there, but tells nothing, and later decisions are turned round.</summary>
    public static FeaturePanel Emptied(ProofData data, Limit limit) => Poisoned(data, limit, _ => double.NaN);

    /// <summary>Looks ahead: the last word on each value is taken to have been there at the usual time.</summary>
    public static FeaturePanel LatestVintage(ProofData data, Limit limit) =>
        data.Panel(told => told.Where(one => data.IsKnown(one, limit)).GroupBy(one => (one.Series, one.Place)).Select(one => Last(data.Config, one)), data.Members(limit));

    /// <summary>Looks ahead: the members of the last day are taken to have been members ever since.</summary>
    public static FeaturePanel UniverseOfLastDay(ProofData data, Limit limit)
    {
        var members = data.Members(limit);
        var last = members.Count == 0 ? int.MinValue : members.Max(one => one.Day);
        var everSince = from member in members.Where(one => one.Day == last)
                        from day in Enumerable.Range(data.Span.First, data.Span.Last - data.Span.First + 1)
                        select (day, member.AssetId);
        return data.Panel(told => told.Where(one => data.IsKnown(one, limit)), everSince);
    }

    /// <summary>Looks ahead: values locked and social figures are taken to be there when their day ends.</summary>
    public static FeaturePanel WithoutLag(ProofData data, Limit limit) => data.Panel(
        told => told.Where(one => data.IsKnown(one, limit)), data.Members(limit), data.Config with { OnchainLag = TimeSpan.Zero, SocialLag = TimeSpan.Zero });

    public static bool IsLagged(Told told) => told.Source is FeatureSource.Onchain or FeatureSource.Social;

    private static FeaturePanel Poisoned(ProofData data, Limit limit, Func<double, double> poison) => data.Panel(
        told => told.Select(one => data.IsKnown(one, limit) ? one : one with { Value = poison(one.Value) }),
        UniverseMembers.Of(data.Decisions.Select(one => limit.Allows(one) ? one : one with { IsMember = !one.IsMember }), data.Config));

    private static Told Last(FeatureConfig config, IEnumerable<Told> vintages) =>
        vintages.OrderBy(one => one.PublishedAt(config)).Last() with { Published = Told.Usual };
}
