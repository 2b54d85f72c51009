using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Parquet.Data;
using Parquet.Encodings;
using Parquet.Meta;

namespace Parquet.Reading;

/// <summary>From stored numbers to CLR types. What does not fit is refused by name, never bent.</summary>
internal static class Converters
{
    private const int JulianDayOfEpoch = 2_440_588;
    private const int MaximumDecimalScale = 28;

    public static void Same<T>(ReadOnlySpan<T> source, Span<T> target) => source.CopyTo(target);

    public static SpanConverter<int, T> Narrow<T>()
        where T : INumber<T> => static (source, target) =>
    {
        for (int i = 0; i < target.Length; i++)
        {
            T value = T.CreateTruncating(source[i]);
            if (int.CreateTruncating(value) != source[i]) throw new ParquetException($"the value {source[i]} does not fit {typeof(T).Name}");
            target[i] = value;
        }
    };

    public static SpanConverter<long, DateTime> Timestamp(TimeUnit unit, bool isUtc)
    {
        DateTimeKind kind = isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified;
        return unit == TimeUnit.NANOS ? Nanoseconds(kind) : Multiples(unit == TimeUnit.MILLIS ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMicrosecond, kind);
    }

    private static SpanConverter<long, DateTime> Multiples(long ticks, DateTimeKind kind)
    {
        long least = -(DateTime.UnixEpoch.Ticks / ticks), most = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / ticks;
        return (source, target) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                long value = source[i];
                if (value < least || value > most) throw OutOfRange(value);
                target[i] = new DateTime(DateTime.UnixEpoch.Ticks + value * ticks, kind);
            }
        };
    }

    /// <summary>A tick is 100 ns; the rest is rounded down. All of int64 fits.</summary>
    private static SpanConverter<long, DateTime> Nanoseconds(DateTimeKind kind) => (source, target) =>
    {
        for (int i = 0; i < target.Length; i++) target[i] = new DateTime(DateTime.UnixEpoch.Ticks + FloorDivide(source[i], 100), kind);
    };

    public static void Date(ReadOnlySpan<int> source, Span<DateTime> target)
    {
        for (int i = 0; i < target.Length; i++) target[i] = new DateTime(DayNumber(source[i]) * TimeSpan.TicksPerDay);
    }

    public static void DateOnly(ReadOnlySpan<int> source, Span<DateOnly> target)
    {
        for (int i = 0; i < target.Length; i++) target[i] = System.DateOnly.FromDayNumber((int)DayNumber(source[i]));
    }

    private static long DayNumber(int days)
    {
        long number = days + DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay;
        return number >= 0 && number <= System.DateOnly.MaxValue.DayNumber ? number : throw OutOfRange(days);
    }

    public static void Int96ToDateTime(ReadOnlySpan<Int96> source, Span<DateTime> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            Int128 ticks = ((Int128)source[i].JulianDay - JulianDayOfEpoch) * TimeSpan.TicksPerDay + FloorDivide((long)source[i].Nanoseconds, 100) + DateTime.UnixEpoch.Ticks;
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks) throw OutOfRange(source[i].JulianDay);
            target[i] = new DateTime((long)ticks, DateTimeKind.Utc);
        }
    }

    public static void Int96ToBigInteger(ReadOnlySpan<Int96> source, Span<BigInteger> target)
    {
        for (int i = 0; i < target.Length; i++) target[i] = new BigInteger(MemoryMarshal.AsBytes(source.Slice(i, 1)), isUnsigned: true);
    }

    public static SpanConverter<TStored, TimeSpan> Time<TStored>(TimeUnit unit)
        where TStored : INumber<TStored> => (source, target) =>
    {
        for (int i = 0; i < target.Length; i++) target[i] = new TimeSpan(TimeTicks(long.CreateTruncating(source[i]), unit));
    };

    public static SpanConverter<TStored, TimeOnly> TimeOnly<TStored>(TimeUnit unit)
        where TStored : INumber<TStored> => (source, target) =>
    {
        for (int i = 0; i < target.Length; i++)
        {
            long ticks = TimeTicks(long.CreateTruncating(source[i]), unit);
            target[i] = ticks is >= 0 and < TimeSpan.TicksPerDay ? new TimeOnly(ticks) : throw OutOfRange(ticks);
        }
    };

    private static long TimeTicks(long value, TimeUnit unit)
    {
        if (unit == TimeUnit.NANOS) return FloorDivide(value, 100);
        long ticks = unit == TimeUnit.MILLIS ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMicrosecond;
        return Int128.Abs(value) * ticks <= long.MaxValue ? value * ticks : throw OutOfRange(value);
    }

    public static SpanConverter<TStored, decimal> Decimal<TStored>(int scale)
        where TStored : INumber<TStored> => (source, target) =>
    {
        for (int i = 0; i < target.Length; i++) target[i] = ToDecimal(Int128.CreateTruncating(source[i]), scale);
    };

    public static SpanConverter<TStored, BigDecimal> BigDecimal<TStored>(int precision, int scale)
        where TStored : INumber<TStored> => (source, target) =>
    {
        for (int i = 0; i < target.Length; i++) target[i] = new BigDecimal(BigInteger.CreateTruncating(source[i]), precision, scale);
    };

    public static BinaryConverter<decimal> BinaryDecimal(int scale) => value =>
    {
        if (value.Length == 0) return ToDecimal(0, scale);
        if (value.Length <= 16) return ToDecimal(ReadInt128(value), scale);
        var big = new BigInteger(value, isBigEndian: true);
        return big >= Int128.MinValue && big <= Int128.MaxValue ? ToDecimal((Int128)big, scale) : throw TooLarge(big);
    };

    public static BinaryConverter<BigDecimal> BinaryBigDecimal(int precision, int scale) =>
        value => new BigDecimal(new BigInteger(value, isBigEndian: true), precision, scale);

    /// <summary>Big endian two's complement of any length up to 16 bytes.</summary>
    private static Int128 ReadInt128(ReadOnlySpan<byte> value)
    {
        Span<byte> wide = stackalloc byte[16];
        wide.Fill(value[0] >= 0x80 ? (byte)0xFF : (byte)0);
        value.CopyTo(wide[(16 - value.Length)..]);
        return BinaryPrimitives.ReadInt128BigEndian(wide);
    }

    /// <summary>System.Decimal holds 96 bits and 28 decimal places. Zeros at the end of longer scales may be dropped.</summary>
    private static decimal ToDecimal(Int128 unscaled, int scale)
    {
        for (; scale > MaximumDecimalScale && unscaled % 10 == 0; scale--) unscaled /= 10;
        UInt128 size = unscaled < 0 ? (UInt128)(-unscaled) : (UInt128)unscaled;
        if (scale > MaximumDecimalScale || size >> 96 != 0) throw TooLarge((BigInteger)unscaled);
        return new decimal((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), unscaled < 0, (byte)scale);
    }

    private static long FloorDivide(long value, long divisor) => value >= 0 ? value / divisor : (value + 1) / divisor - 1;

    private static ParquetException TooLarge(BigInteger unscaled) =>
        new($"the decimal with the digits {unscaled} does not fit System.Decimal; set {nameof(ParquetOptions)}.{nameof(ParquetOptions.UseBigDecimal)}");

    private static ParquetException OutOfRange(long value) => new($"the time or date {value} is outside the range of .NET");
}
