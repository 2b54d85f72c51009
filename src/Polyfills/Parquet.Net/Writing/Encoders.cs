using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Parquet.Data;
using Parquet.Encodings;
using Parquet.Meta;
using Parquet.Reading;

namespace Parquet.Writing;

/// <summary>From CLR types to stored numbers. Finer resolution than the column has is rounded down; what does not fit is refused.</summary>
internal static class Encoders
{
    private const int JulianDayOfEpoch = 2_440_588;

    public static SpanConverter<T, int> Widen<T>()
        where T : INumber<T> => static (source, target) =>
    {
        for (int i = 0; i < target.Length; i++) target[i] = int.CreateTruncating(source[i]);
    };

    public static SpanConverter<DateTime, long> Timestamp(TimeUnit unit, bool isUtc) => unit switch
    {
        TimeUnit.NANOS => (source, target) =>
        {
            for (int i = 0; i < target.Length; i++) target[i] = Nanoseconds(Ticks(source[i], isUtc));
        },
        _ => Timestamp(unit == TimeUnit.MILLIS ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMicrosecond, isUtc),
    };

    private static SpanConverter<DateTime, long> Timestamp(long ticks, bool isUtc)
    {
        // Both sides counted from year 1, the division rounds down and needs no sign.
        ulong divisor = (ulong)ticks;
        long epoch = DateTime.UnixEpoch.Ticks / ticks;
        return (source, target) =>
        {
            for (int i = 0; i < target.Length; i++) target[i] = (long)((ulong)Ticks(source[i], isUtc) / divisor) - epoch;
        };
    }

    private static long Nanoseconds(long ticks)
    {
        Int128 value = ((Int128)ticks - DateTime.UnixEpoch.Ticks) * 100;
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : throw new ArgumentException($"the time {new DateTime(ticks):o} does not fit nanoseconds");
    }

    /// <summary>Local times become UTC in a column of instants; a time of no stated kind is taken as UTC.</summary>
    private static long Ticks(DateTime value, bool isUtc) => isUtc && value.Kind == DateTimeKind.Local ? value.ToUniversalTime().Ticks : value.Ticks;

    public static void Date(ReadOnlySpan<DateTime> source, Span<int> target)
    {
        for (int i = 0; i < target.Length; i++) target[i] = (int)((source[i].Ticks - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay * TimeSpan.TicksPerDay) / TimeSpan.TicksPerDay);
    }

    public static void DateOnly(ReadOnlySpan<DateOnly> source, Span<int> target)
    {
        int epoch = System.DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        for (int i = 0; i < target.Length; i++) target[i] = source[i].DayNumber - epoch;
    }

    public static void DateTimeToInt96(ReadOnlySpan<DateTime> source, Span<Int96> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            long ticks = Ticks(source[i], true);
            int day = (int)(ticks / TimeSpan.TicksPerDay - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay);
            target[i] = new Int96 { JulianDay = day + JulianDayOfEpoch, Nanoseconds = (ulong)(ticks % TimeSpan.TicksPerDay) * 100 };
        }
    }

    public static void BigIntegerToInt96(ReadOnlySpan<BigInteger> source, Span<Int96> target)
    {
        MemoryMarshal.AsBytes(target).Clear();
        for (int i = 0; i < target.Length; i++)
        {
            if (!source[i].TryWriteBytes(MemoryMarshal.AsBytes(target.Slice(i, 1)), out _, isUnsigned: true))
                throw new ArgumentException($"{source[i]} does not fit 96 bits");
        }
    }

    public static SpanConverter<TimeSpan, TStored> Time<TStored>(TimeUnit unit)
        where TStored : INumber<TStored> => (source, target) =>
    {
        long ticks = unit == TimeUnit.MILLIS ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMicrosecond;
        for (int i = 0; i < target.Length; i++) target[i] = TimeOfDay<TStored>(source[i].Ticks, ticks);
    };

    public static SpanConverter<TimeOnly, TStored> TimeOnly<TStored>(TimeUnit unit)
        where TStored : INumber<TStored> => (source, target) =>
    {
        long ticks = unit == TimeUnit.MILLIS ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerMicrosecond;
        for (int i = 0; i < target.Length; i++) target[i] = TimeOfDay<TStored>(source[i].Ticks, ticks);
    };

    private static TStored TimeOfDay<TStored>(long ticks, long unit)
        where TStored : INumber<TStored> => ticks is >= 0 and < TimeSpan.TicksPerDay
            ? TStored.CreateTruncating(ticks / unit) : throw new ArgumentException($"{new TimeSpan(ticks)} is not a time of day");

    public static SpanConverter<decimal, TStored> Decimal<TStored>(int precision, int scale)
        where TStored : INumber<TStored> => (source, target) =>
    {
        for (int i = 0; i < target.Length; i++) target[i] = TStored.CreateTruncating(Decimals.Unscaled(source[i], precision, scale));
    };

    public static SpanConverter<BigDecimal, TStored> BigDecimal<TStored>(int precision, int scale)
        where TStored : INumber<TStored> => (source, target) =>
    {
        for (int i = 0; i < target.Length; i++) target[i] = TStored.CreateTruncating(Decimals.Unscaled(source[i], precision, scale));
    };

    public static BinaryWriter<decimal> BinaryDecimal(int precision, int scale) => (value, target) => WriteInt128(Decimals.Unscaled(value, precision, scale), target);

    public static BinaryWriter<BigDecimal> BinaryBigDecimal(int precision, int scale) => (value, target) => WriteInt128(Decimals.Unscaled(value, precision, scale), target);

    public static void Uuid(Guid value, Span<byte> target) => value.TryWriteBytes(target, bigEndian: true, out _);

    private static void WriteInt128(Int128 value, Span<byte> target)
    {
        Span<byte> wide = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(wide, value);
        wide[(16 - target.Length)..].CopyTo(target);
    }
}
