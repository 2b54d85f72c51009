namespace CryptoEtl.Core.QualityGate;

/// <summary>One form for every number that is read from a source.</summary>
/// <remarks>A double holds any 15 decimal digits, and no more: what a source writes beyond them is what is left of its own arithmetic, such as 0.30000000000000004.</remarks>
public static class NumberPrecision
{
    /// <summary>Decimal digits that a double always holds.</summary>
    public const int Digits = 15;

    /// <summary>Between these a number goes through the runtime's decimal, which rounds to 15 digits, and comes back exactly: its 15 digits and the power of ten are doubles.</summary>
    private const double SmallestDecimal = 1e-8, LargestDecimal = 1e18;

    /// <summary>The number with at most 15 significant digits. Minus zero becomes zero; what is no number, null.</summary>
    public static double? Standard(double? value) => value is { } number ? Standard(number) : null;

    private static double? Standard(double number)
    {
        if (!double.IsFinite(number))
            return null;
        var size = Math.Abs(number);
        if (size < 1e15 && number == Math.Floor(number))
            return number + 0.0;
        return size is >= SmallestDecimal and < LargestDecimal ? (double)(decimal)number : Written(number);
    }

    /// <summary>By way of text: slower, and right for every size. What rounds beyond the largest double stays.</summary>
    private static double Written(double number)
    {
        Span<char> text = stackalloc char[32];
        number.TryFormat(text, out var length, "E14", System.Globalization.CultureInfo.InvariantCulture);
        var rounded = double.Parse(text[..length], System.Globalization.CultureInfo.InvariantCulture);
        return double.IsFinite(rounded) ? rounded : number;
    }
}
