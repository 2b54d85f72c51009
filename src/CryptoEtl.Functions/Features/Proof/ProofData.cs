using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;
using CryptoEtl.Core.Historical;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.Features.Proof;

/// <summary>What there was at a moment: nothing published after it, nothing decided of later days.</summary>
/// <param name="Day">Day number of the row that is made then.</param>
/// <param name="Ticks">UTC ticks, equality included.</param>
internal readonly record struct Limit(int Day, long Ticks)
{
    /// <summary>Everything.</summary>
    public static readonly Limit None = new(int.MaxValue, long.MaxValue);

    public static Limit Of(int day, FeatureConfig config) => new(day, config.DecisionTicks(day));

    public bool Allows(MemberDecision decision) => decision.Day <= Day && decision.Available <= Ticks;
}

/// <summary>Everything that silver tells, value by value, and every decision on members.</summary>
/// <remarks>Memory: 24 bytes a value.</remarks>
internal sealed record ProofData(FeatureConfig Config, SortedDictionary<string, List<Told>> Assets, IReadOnlyList<MemberDecision> Decisions)
{
    /// <summary>Day numbers of the first and last value.</summary>
    public (int First, int Last) Span { get; } = (
        Assets.Values.Min(told => told.Min(one => one.Day)), Assets.Values.Max(told => told.Max(one => one.Day)));

    /// <exception cref="BadInputException">There are no bars.</exception>
    public static async Task<ProofData> ReadAsync(Lake lake, FeatureConfig config, CancellationToken cancellation)
    {
        var ids = (await LedgerRows.AllAsync(lake, HistoricalTables.SilverMarket, cancellation, columns: ["asset_id"])).Rows.Texts("asset_id").OfType<string>().ToHashSet();
        if (ids.Count == 0)
            throw new BadInputException("there are no bars to prove anything on: run universe, historical and gate first");
        var assets = new SortedDictionary<string, List<Told>>(StringComparer.Ordinal);
        foreach (var id in ids)
            assets.Add(id, []);
        await new SilverInputs(lake, config).EachAsync(ids, (asset, told) => assets[asset].Add(told), cancellation);
        foreach (var silent in assets.Where(asset => asset.Value.Count == 0).Select(asset => asset.Key).ToList())
            assets.Remove(silent);
        return new(config, assets, await UniverseMembers.DecisionsAsync(lake, cancellation));
    }

    /// <summary>Values of each asset as a maker of panels wants them.</summary>
    /// <param name="change">Gets an asset's values, gives those to build on.</param>
    /// <param name="config">What the panel is built with; its lags date what came at the usual time.</param>
    public FeaturePanel Panel(Func<List<Told>, IEnumerable<Told>> change, IEnumerable<(int Day, string AssetId)> members, FeatureConfig? config = null)
    {
        var histories = new List<AssetHistory>();
        foreach (var (asset, told) in Assets)
        {
            var builder = new AssetHistoryBuilder(asset, config ?? Config);
            foreach (var one in change(told))
                one.AddTo(builder);
            if (!builder.IsEmpty)
                histories.Add(builder.Build());
        }

        return new(config ?? Config, histories, Table(histories, members));
    }

    /// <summary>As it was decided by the limit.</summary>
    public IReadOnlyCollection<(int Day, string AssetId)> Members(Limit limit) => UniverseMembers.Of(Decisions.Where(limit.Allows), Config);

    public bool IsKnown(Told told, Limit limit) => told.PublishedAt(Config) <= limit.Ticks;

    private static Membership Table(List<AssetHistory> histories, IEnumerable<(int Day, string AssetId)> members)
    {
        var table = new Membership(histories.Count);
        var places = histories.Index().ToDictionary(one => one.Item.AssetId, one => one.Index);
        foreach (var (day, asset) in members)
        {
            if (places.TryGetValue(asset, out var at))
                table.Add(at, day);
        }

        return table;
    }
}
