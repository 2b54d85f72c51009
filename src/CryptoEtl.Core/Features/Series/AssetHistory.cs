namespace CryptoEtl.Core.Features.Series;

/// <summary>A value that became known later than the rows that could have used it, or in the place of another.</summary>
/// <param name="Row">Day number of the first row that sees it.</param>
/// <param name="Series">Position of a <see cref="Field"/>, or <see cref="AssetHistory.Hours"/>.</param>
/// <param name="At">Place in the series: days, or hours, since the history's first day.</param>
/// <param name="Value">NaN: withdrawn.</param>
public readonly record struct LateValue(int Row, int Series, int At, double Value);

/// <summary>All that is known of an asset and when it became known: what each day's row saw at once, and what came later. Made by <see cref="AssetHistoryBuilder"/>.</summary>
/// <remarks>Null is NaN. Arrays have an element a day (hours: 24) from <see cref="FirstDay"/> on and are not to be written to.</remarks>
public sealed class AssetHistory
{
    /// <summary>Number of the series of hourly closes, after those of <see cref="Field"/>.</summary>
    public static readonly int Hours = Fields.Count;

    private readonly double[]?[] onTime;
    private readonly bool[]? rows;
    private readonly long[] published;

    internal AssetHistory(string assetId, int firstDay, int days, double[]?[] onTime, LateValue[] late, long[] published)
    {
        (AssetId, FirstDay, Days, this.onTime, Late, this.published) = (assetId, firstDay, days, onTime, late, published);
        HasLateBars = late.Any(value => value.Series <= (int)Field.MarketCap);
        if (HasLateBars)
            rows = [.. Enumerable.Range(0, days).Select(at => Bar.IsValid(onTime, at))];
        else
            Bar.Clean(onTime, days);
    }

    public string AssetId { get; }

    /// <summary>Day number of the first observation.</summary>
    public int FirstDay { get; }

    /// <summary>Days from the first observation to the last one.</summary>
    public int Days { get; }

    public int LastDay => FirstDay + Days - 1;

    /// <summary>By the row that sees them first.</summary>
    public LateValue[] Late { get; }

    /// <summary>Some prices, volumes or caps came late or were restated.</summary>
    public bool HasLateBars { get; }

    /// <summary>What the rows of their own days saw; null: the source has nothing on the asset. Bars that are not valid are left out, unless some came late.</summary>
    public double[]? OnTime(int series) => onTime[series];

    /// <summary>Whether there is a row: the day's bar was there, and valid, when the row was made.</summary>
    public bool HasRow(int day)
    {
        var at = day - FirstDay;
        return at >= 0 && at < Days && (rows is null ? onTime[(int)Field.Close] is { } close && !double.IsNaN(close[at]) : rows[at]);
    }

    /// <summary>UTC ticks of the last publication among all values that a day's row may see; 0: it sees none.</summary>
    public long PublishedUpTo(int day) => day < FirstDay ? 0 : published[Math.Min(day - FirstDay, Days - 1)];
}
