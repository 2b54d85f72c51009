using System.Numerics;
using Parquet.Data;
using Parquet.Schema;

namespace Parquet.Net.Tests.Support;

/// <summary>A column of every type, with the values at its edges first.</summary>
internal static class Samples
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    public static readonly IReadOnlyDictionary<string, Func<bool, DataField>> Fields = new Dictionary<string, Func<bool, DataField>>
    {
        ["bool"] = Of<bool>,
        ["sbyte"] = Of<sbyte>,
        ["byte"] = Of<byte>,
        ["short"] = Of<short>,
        ["ushort"] = Of<ushort>,
        ["int"] = Of<int>,
        ["uint"] = Of<uint>,
        ["long"] = Of<long>,
        ["ulong"] = Of<ulong>,
        ["float"] = Of<float>,
        ["double"] = Of<double>,
        ["string"] = Of<string>,
        ["byte[]"] = Of<byte[]>,
        ["Guid"] = Of<Guid>,
        ["DateOnly"] = Of<DateOnly>,
        ["date"] = nullable => new DateTimeDataField("date", DateTimeFormat.Date, isNullable: nullable),
        ["millis"] = nullable => new DateTimeDataField("millis", DateTimeFormat.DateAndTime, isNullable: nullable),
        ["micros"] = nullable => new DateTimeDataField("micros", DateTimeFormat.DateAndTimeMicros, isNullable: nullable),
        ["nanos"] = nullable => new DateTimeDataField("nanos", DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Nanos, nullable),
        ["local"] = nullable => new DateTimeDataField("local", DateTimeFormat.Timestamp, false, DateTimeTimeUnit.Micros, nullable),
        ["int96"] = nullable => new DateTimeDataField("int96", DateTimeFormat.Impala, isNullable: nullable),
        ["time millis"] = nullable => new TimeSpanDataField("time millis", TimeSpanFormat.MilliSeconds, nullable),
        ["time micros"] = nullable => new TimeSpanDataField("time micros", TimeSpanFormat.MicroSeconds, nullable),
        ["TimeOnly"] = nullable => new TimeOnlyDataField("TimeOnly", TimeSpanFormat.MicroSeconds, nullable),
        ["decimal 9"] = nullable => new DecimalDataField("decimal 9", 9, 2, isNullable: nullable),
        ["decimal 18"] = nullable => new DecimalDataField("decimal 18", 18, 8, isNullable: nullable),
        ["decimal 28"] = nullable => new DecimalDataField("decimal 28", 28, 10, isNullable: nullable),
        ["decimal bytes"] = nullable => new DecimalDataField("decimal bytes", 5, 1, forceByteArrayEncoding: true, isNullable: nullable),
        ["big decimal"] = nullable => new BigDecimalDataField("big decimal", 38, 12, nullable),
    };

    private static readonly Dictionary<string, object[]> Edges = new()
    {
        ["bool"] = [true, false],
        ["sbyte"] = [sbyte.MinValue, sbyte.MaxValue, (sbyte)0],
        ["byte"] = [byte.MinValue, byte.MaxValue],
        ["short"] = [short.MinValue, short.MaxValue, (short)0],
        ["ushort"] = [ushort.MinValue, ushort.MaxValue],
        ["int"] = [int.MinValue, int.MaxValue, 0, -1, 1],
        ["uint"] = [uint.MinValue, uint.MaxValue],
        ["long"] = [long.MinValue, long.MaxValue, 0L, -1L, 1L],
        ["ulong"] = [ulong.MinValue, ulong.MaxValue],
        ["float"] = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -0f, float.Epsilon, 1.5f],
        ["double"] = [double.NaN, double.NegativeInfinity, double.PositiveInfinity, -0d, double.Epsilon, 1.5d],
        ["string"] = ["", "a", "Zürich", "\ud83d\ude80 to the moon", "\0", new string('x', 3000)],
        ["byte[]"] = [Array.Empty<byte>(), new byte[] { 0 }, new byte[] { 1, 2, 255 }, new byte[3000]],
        ["Guid"] = [Guid.Empty, Guid.AllBitsSet, new Guid("00112233-4455-6677-8899-aabbccddeeff")],
        ["DateOnly"] = [DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(1970, 1, 1), new DateOnly(1969, 12, 31)],
        ["date"] = [DateTime.MinValue, DateTime.MaxValue.Date, new DateTime(1969, 12, 31)],
        ["millis"] = [DateTime.MinValue, new DateTime(9999, 12, 31, 23, 59, 59, 999), Epoch, Epoch.AddMilliseconds(-1)],
        ["micros"] = [DateTime.MinValue, DateTime.MaxValue.AddTicks(-9), Epoch, Epoch.AddTicks(-10)],
        ["nanos"] = [new DateTime(1678, 1, 1), new DateTime(2262, 1, 1), Epoch, Epoch.AddTicks(-1)],
        ["local"] = [DateTime.MinValue, DateTime.MaxValue.AddTicks(-9), Epoch.AddTicks(-10)],
        ["int96"] = [DateTime.MinValue, DateTime.MaxValue, Epoch, Epoch.AddTicks(-1)],
        ["time millis"] = [TimeSpan.Zero, new TimeSpan(0, 23, 59, 59, 999)],
        ["time micros"] = [TimeSpan.Zero, new TimeSpan(0, 23, 59, 59, 999, 999)],
        ["TimeOnly"] = [TimeOnly.MinValue, new TimeOnly(23, 59, 59, 999, 999)],
        ["decimal 9"] = [-9999999.99m, 9999999.99m, 0m, 0.01m, 5m],
        ["decimal 18"] = [-9999999999.99999999m, 9999999999.99999999m, 0.00000001m],
        ["decimal 28"] = [-999999999999999999.9999999999m, 999999999999999999.9999999999m, -0.0000000001m],
        ["decimal bytes"] = [-9999.9m, 9999.9m, 0.1m],
        ["big decimal"] = [Big(BigInteger.Pow(10, 38) - 1), Big(1 - BigInteger.Pow(10, 38)), Big(0), Big(-1)],
    };

    public static TheoryData<string> Names => [.. Fields.Keys];

    /// <summary>The edges again and again, each row null where <paramref name="isNull"/> says so.</summary>
    public static Array Rows(string name, int count, Func<int, bool>? isNull = null)
    {
        object[] edges = Edges[name];
        DataField field = Fields[name](isNull is not null);
        Array rows = Array.CreateInstance(field.ClrNullableIfHasNullsType, count);
        for (int i = 0; i < count; i++) rows.SetValue(isNull?.Invoke(i) == true ? null : edges[i % edges.Length], i);
        return rows;
    }

    private static BigDecimal Big(BigInteger unscaled) => new(unscaled, 38, 12);

    private static DataField Of<T>(bool nullable) => new DataField<T>(typeof(T).Name, nullable);
}
