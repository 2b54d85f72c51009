using System.Numerics;
using Parquet.Data;

namespace Parquet.Writing;

/// <summary>Brings decimals to the scale of their column. Digits are never cut off: a value that does not fit is refused.</summary>
internal static class Decimals
{
    public static Int128 Unscaled(decimal value, int precision, int scale)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var size = new UInt128((uint)parts[2], (ulong)(uint)parts[1] << 32 | (uint)parts[0]);
        Int128 unscaled = parts[3] < 0 ? -(Int128)size : (Int128)size;
        int valueScale = parts[3] >> 16 & 0xFF;
        for (; valueScale > scale && unscaled % 10 == 0; valueScale--) unscaled /= 10;
        if (valueScale > scale) throw DoesNotFit(value, precision, scale);
        return Fitting((BigInteger)unscaled * BigInteger.Pow(10, scale - valueScale), precision, value, scale);
    }

    public static Int128 Unscaled(BigDecimal value, int precision, int scale)
    {
        BigInteger unscaled = value.UnscaledValue;
        if (value.Scale > scale)
        {
            unscaled = BigInteger.DivRem(unscaled, BigInteger.Pow(10, value.Scale - scale), out BigInteger rest);
            if (!rest.IsZero) throw DoesNotFit(value, precision, scale);
        }
        else if (value.Scale < scale)
        {
            unscaled *= BigInteger.Pow(10, scale - value.Scale);
        }
        return Fitting(unscaled, precision, value, scale);
    }

    private static Int128 Fitting(BigInteger unscaled, int precision, object value, int scale) =>
        BigInteger.Abs(unscaled) < BigInteger.Pow(10, precision) ? (Int128)unscaled : throw DoesNotFit(value, precision, scale);

    private static ArgumentException DoesNotFit(object value, int precision, int scale) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value} does not fit DECIMAL({precision},{scale})"));
}
