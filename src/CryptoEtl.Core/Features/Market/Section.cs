using CryptoEtl.Core.Features.Kernels;

namespace CryptoEtl.Core.Features.Market;

/// <summary>A column that cross-sections are made of: a line, read at the period its source ends at.</summary>
internal sealed record SectionInput(Line<AssetWindow> Line, FeatureSource Source)
{
    public static SectionInput Of(AssetFormula formula) => new(formula.Line, formula.Feature.Source);
}

/// <summary>The members of one day that have a row, side by side. One worker goes forward with it from day to day.</summary>
internal sealed class Section(FeaturePanel panel)
{
    private readonly Dictionary<SectionInput, (int Day, double[] Values)> gathered = [];
    private readonly int[] members = new int[panel.Assets.Count];
    private readonly double[] scratch = new double[panel.Assets.Count];
    private readonly RadixSort sort = new();
    private readonly double[] sortKeys = new double[panel.Assets.Count];
    private readonly int[] sorted = new int[panel.Assets.Count];
    private int sortedDay = int.MinValue;
    private int sortedCount;
    private SectionInput? sortedBy;
    private Func<SectionInput, double[]>? columns;
    private (int First, int Days) block;

    public FeaturePanel Panel { get; } = panel;

    public MarketEyes Eyes { get; } = new(panel);

    public Ranking Ranking { get; } = new(panel.Config.MinCrossSection);

    public int Day { get; private set; }

    public int Count { get; private set; }

    /// <summary>Positions of the members, ascending.</summary>
    public ReadOnlySpan<int> Members => members.AsSpan(0, Count);

    /// <summary>What the day's row knows of the market's past; null: not wanted.</summary>
    public MarketSnapshot? Market { get; private set; }

    public Span<double> Scratch => scratch.AsSpan(0, Count);

    /// <param name="columns">The block's values, an asset after the other.</param>
    public void Load(int day, (int First, int Days) block, Func<SectionInput, double[]> columns, MarketSnapshot? market)
    {
        (Day, this.block, this.columns, Market, Count) = (day, block, columns, market, 0);
        Eyes.MoveTo(day);
        var today = Panel.Members.Of(day);
        for (var asset = 0; asset < Panel.Assets.Count; asset++)
        {
            if (today.Contains(asset) && Panel.Assets[asset].HasRow(day))
                members[Count++] = asset;
        }
    }

    /// <summary>Places of the members that have a value, largest first, ties by id. Kept for the day.</summary>
    public ReadOnlySpan<int> Descending(SectionInput input)
    {
        if (sortedDay != Day || sortedBy != input)
        {
            var values = Of(input);
            sortedCount = 0;
            for (var at = 0; at < Count; at++)
            {
                if (!double.IsNaN(values[at]))
                    (sortKeys[sortedCount], sorted[sortedCount++]) = (-values[at], at);
            }

            sort.Sort(sortKeys.AsSpan(0, sortedCount), sorted);
            (sortedDay, sortedBy) = (Day, input);
        }

        return sorted.AsSpan(0, sortedCount);
    }

    /// <summary>A column's values for the members; NaN: null.</summary>
    public ReadOnlySpan<double> Of(SectionInput input)
    {
        if (!gathered.TryGetValue(input, out var held))
            held = (int.MinValue, new double[Panel.Assets.Count]);
        if (held.Day != Day)
        {
            var column = columns!(input);
            for (var at = 0; at < Count; at++)
                held.Values[at] = column[members[at] * block.Days + Day - block.First];
            gathered[input] = (Day, held.Values);
        }

        return held.Values.AsSpan(0, Count);
    }

    /// <summary>A column's value for any asset, member or not; NaN: null.</summary>
    public double Of(SectionInput input, int asset) => columns!(input)[asset * block.Days + Day - block.First];
}
