using System.Numerics;

namespace Parquet.Data;

/// <summary>
/// A decimal of any size: <see cref="UnscaledValue"/> · 10^-<see cref="Scale"/>. It carries values that System.Decimal
/// (28 digits) cannot hold and does no arithmetic.
/// </summary>
public readonly struct BigDecimal : IEquatable<BigDecimal>
{
    /// <param name="unscaledValue">The digits, without a point.</param>
    /// <param name="precision">All digits the column allows.</param>
    /// <param name="scale">Digits after the point.</param>
    public BigDecimal(BigInteger unscaledValue, int precision, int scale)
    {
        if (scale > precision) throw new ArgumentOutOfRangeException(nameof(scale), $"scale {scale} exceeds precision {precision}");
        UnscaledValue = unscaledValue;
        Precision = precision;
        Scale = scale;
    }

    public BigInteger UnscaledValue { get; }

    public int Precision { get; }

    public int Scale { get; }

    public bool Equals(BigDecimal other) => UnscaledValue == other.UnscaledValue && Scale == other.Scale;

    public override bool Equals(object? obj) => obj is BigDecimal other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(UnscaledValue, Scale);

    public static bool operator ==(BigDecimal left, BigDecimal right) => left.Equals(right);

    public static bool operator !=(BigDecimal left, BigDecimal right) => !left.Equals(right);

    public override string ToString()
    {
        string digits = BigInteger.Abs(UnscaledValue).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        string text = Scale == 0 ? digits : $"{digits[..^Scale]}.{digits[^Scale..]}";
        return UnscaledValue.Sign < 0 ? "-" + text : text;
    }
}
