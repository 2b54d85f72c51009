using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Features;

/// <summary>The features of all assets on some neighbouring days. Buffers are used again for the next block: take what is needed before it comes.</summary>
public sealed class FeatureBlock
{
    internal FeatureBlock(FeaturePanel panel, IReadOnlyList<Feature> assetColumns, IReadOnlyList<Feature> marketColumns, int days)
    {
        (Panel, AssetColumns, MarketColumns, Days) = (panel, assetColumns, marketColumns, days);
        AssetValues = [.. assetColumns.Select(_ => new double[panel.Assets.Count * days])];
        MarketValues = [.. marketColumns.Select(_ => new double[days])];
        MarketPublished = new long[days];
    }

    public FeaturePanel Panel { get; }

    public IReadOnlyList<Feature> AssetColumns { get; }

    public IReadOnlyList<Feature> MarketColumns { get; }

    /// <summary>Day number.</summary>
    public int FirstDay { get; private set; }

    public int Days { get; private set; }

    public IReadOnlyList<AssetHistory> Assets => Panel.Assets;

    internal double[][] AssetValues { get; }

    internal double[][] MarketValues { get; }

    internal long[] MarketPublished { get; }

    /// <summary>There is a row for an asset and day.</summary>
    public bool HasRow(int asset, int day) => Assets[asset].HasRow(day);

    /// <summary>The row is of a member of the day's universe.</summary>
    public bool IsMember(int asset, int day) => Panel.Members.Contains(asset, day);

    /// <summary>The values of a column of <see cref="AssetColumns"/> for an asset, a value a day; NaN: null, or no row.</summary>
    public ReadOnlySpan<double> Column(int column, int asset) => AssetValues[column].AsSpan(asset * Days, Days);

    /// <summary>The values of a column of <see cref="MarketColumns"/>, a value a day; NaN: null.</summary>
    public ReadOnlySpan<double> Market(int column) => MarketValues[column].AsSpan(0, Days);

    /// <summary>UTC ticks of the last publication among all that a row was made of.</summary>
    public long PublishedTicks(int asset, int day) => Math.Max(Assets[asset].PublishedUpTo(day), MarketPublished[day - FirstDay]);

    /// <summary>UTC ticks of the last publication among all that the market's row was made of; 0: nothing.</summary>
    public long MarketPublishedTicks(int day) => MarketPublished[day - FirstDay];

    internal void MoveTo(int firstDay, int days) => (FirstDay, Days) = (firstDay, days);
}
