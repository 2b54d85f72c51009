namespace CryptoEtl.Core.Features.Series;

/// <summary>An asset as it was known when a row was made. Goes forward from day to day.</summary>
public sealed class AssetView
{
    private readonly double[]?[] known;
    private readonly double[]?[]? told;
    private int next;
    private int? firstBar;

    public AssetView(AssetHistory history)
    {
        History = history;
        known = [.. Enumerable.Range(0, AssetHistory.Hours + 1).Select(series => Own(history, series))];
        if (history.HasLateBars)
        {
            told = [.. known.Select(values => (double[]?)values?.Clone())];
            Bar.Clean(known, history.Days);
        }
    }

    public AssetHistory History { get; }

    /// <summary>A series as known now, from the history's first day on; null: the source has nothing. Bars are valid or missing as a whole.</summary>
    /// <remarks>Days after the row that it was moved to hold what their own rows see first: not to be looked at.</remarks>
    public double[]? Of(Field field) => known[(int)field];

    /// <summary>The source has told something of the asset, at whatever time.</summary>
    public bool Has(FeatureSource source) => source == FeatureSource.Hourly ? Hours is not null : Fields.All.Any(field => Fields.SourceOf(field) == source && Of(field) is not null);

    /// <summary>Hourly closes, 24 a day.</summary>
    public double[]? Hours => known[AssetHistory.Hours];

    /// <summary>The first row after this one that sees the past otherwise; <see cref="int.MaxValue"/>: none does.</summary>
    public int NextChange => next < History.Late.Length ? History.Late[next].Row : int.MaxValue;

    /// <summary>Day number of the first valid bar; far in the future where there is none.</summary>
    public int FirstBarDay => firstBar ??= known[(int)Field.Close] is { } closes && Array.FindIndex(closes, close => !double.IsNaN(close)) is >= 0 and var at
        ? History.FirstDay + at
        : int.MaxValue;

    /// <summary>Takes in all that rows up to this day may see.</summary>
    /// <returns>What was new.</returns>
    public ReadOnlySpan<LateValue> MoveTo(int row)
    {
        var from = next;
        for (; next < History.Late.Length && History.Late[next].Row <= row; next++)
            Take(History.Late[next]);
        return History.Late.AsSpan(from, next - from);
    }

    private static double[]? Own(AssetHistory history, int series) =>
        history.Late.Any(late => late.Series == series) || (history.HasLateBars && series <= (int)Field.MarketCap)
            ? (double[]?)history.OnTime(series)?.Clone()
            : history.OnTime(series);

    private void Take(LateValue late)
    {
        if (late.Series > (int)Field.MarketCap)
        {
            known[late.Series]![late.At] = late.Value;
            return;
        }

        told![late.Series]![late.At] = late.Value;
        Bar.Write(known, late.At, told);
        firstBar = null;
    }
}
