using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Parquet.Data;
using Parquet.Schema;

namespace Parquet.Net.Tests.Corpus;

/// <summary>The canonical text of values that the digests of the corpus are made of.</summary>
internal static class Canonical
{
    public static string Digest(IEnumerable<DataColumn> chunks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (DataColumn chunk in chunks)
        {
            foreach (object? value in chunk.Data) hash.AppendData(Encoding.UTF8.GetBytes(Text(value, chunk.Field) + "\n"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static string Text(object? value, DataField field) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        double number => double.IsNaN(number) ? "nan" : BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        float number => float.IsNaN(number) ? "nan" : BitConverter.SingleToUInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture),
        string text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        Guid guid => Convert.ToHexStringLower(guid.ToByteArray(bigEndian: true)),
        DateTime time when field is DateTimeDataField { DateTimeFormat: DateTimeFormat.Date } => Floor(time.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerDay),
        DateTime time => Floor(time.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond),
        TimeSpan time => Floor(time.Ticks, TimeSpan.TicksPerMicrosecond),
        BigDecimal number => number.UnscaledValue.ToString(CultureInfo.InvariantCulture),
        decimal number => Unscaled(number, ((DecimalDataField)field).Scale).ToString(CultureInfo.InvariantCulture),
        IFormattable integer => integer.ToString(null, CultureInfo.InvariantCulture)!,
        _ => throw new NotSupportedException($"no canonical text for {value.GetType()}"),
    };

    private static string Floor(long value, long divisor) =>
        (value >= 0 ? value / divisor : (value + 1) / divisor - 1).ToString(CultureInfo.InvariantCulture);

    private static BigInteger Unscaled(decimal value, int scale)
    {
        int[] parts = decimal.GetBits(value);
        BigInteger size = new UInt128((uint)parts[2], (ulong)(uint)parts[1] << 32 | (uint)parts[0]);
        BigInteger scaled = size * BigInteger.Pow(10, scale) / BigInteger.Pow(10, parts[3] >> 16 & 0xFF);
        return parts[3] < 0 ? -scaled : scaled;
    }
}
