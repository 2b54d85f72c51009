namespace CryptoEtl.Core.Features.Series;

/// <summary>What makes a bar valid, and what is left of one that is not: nothing.</summary>
internal static class Bar
{
    private const int Columns = (int)Field.MarketCap + 1;

    public static bool IsValid(double[]?[] series, int at)
    {
        if (series[0] is not { } opens || series[1] is not { } highs || series[2] is not { } lows || series[3] is not { } closes)
            return false;
        var (open, high, low, close) = (opens[at], highs[at], lows[at], closes[at]);
        return open > 0 && low > 0 && close > 0 && high >= open && high >= close && low <= open && low <= close && double.IsFinite(high);
    }

    /// <summary>Leaves out every bar that is not valid, with its volume and cap.</summary>
    public static void Clean(double[]?[] series, int days)
    {
        for (var at = 0; at < days; at++)
        {
            if (!IsValid(series, at))
                Write(series, at, null);
        }
    }

    /// <summary>Writes the bar as it stands in another set of series, or nothing where it is not valid there.</summary>
    public static void Write(double[]?[] series, int at, double[]?[]? from)
    {
        var isValid = from is not null && IsValid(from, at);
        for (var column = 0; column < Columns; column++)
        {
            if (series[column] is { } values)
                values[at] = isValid ? from![column]![at] : double.NaN;
        }
    }
}
