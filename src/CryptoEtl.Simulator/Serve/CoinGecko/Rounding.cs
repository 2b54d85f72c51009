namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary>How many digits CoinGecko shows.</summary>
internal static class Rounding
{
    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Without a wish: whole dollars from 10,000 on, else six significant digits.</summary>
    /// <param name="precision"><c>full</c>, 0 to 18 decimals, or null.</param>
    public static double? Price(double? price, string? precision) => price is not { } known ? null : precision switch
    {
        "full" => known,
        { } decimals => Decimals(known, int.Parse(decimals, System.Globalization.CultureInfo.InvariantCulture)),
        null => Math.Abs(known) >= 10_000 ? Math.Round(known) : Significant(known, 6),
    };

    public static double? Whole(double? amount) => amount is { } known ? Math.Round(known) : null;

    public static double? Percent(double? percent) => percent is { } known ? Decimals(known, 5) : null;

    /// <summary>As decimal text, at least one digit behind the point, never an exponent.</summary>
    public static string Text(double value) =>
        value.ToString("0.0#####################", System.Globalization.CultureInfo.InvariantCulture);

    public static double Decimals(double value, int decimals) => decimals > 15 ? value : Math.Round(value, decimals);

    public static double Significant(double value, int digits)
    {
        var size = Math.Abs(value);
        if (size == 0 || size < 1e-20)
            return value;

        // Whole powers only: Math.Log10 may differ in the last bit between machines.
        var shift = digits;
        for (var i = 0; i < digits && size >= PowersOfTen[i]; i++)
            shift--;
        for (var small = size; small < 0.1 && shift < 25; small *= 10)
            shift++;

        return shift <= 15 ? Math.Round(value, shift) : Math.Round(value * PowersOfTen[15], shift - 15) / PowersOfTen[15];
    }
}
