using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>Rows in canonical text, so that readers of different make can be compared.</summary>
internal static class DeltaDigest
{
    /// <summary>SHA-256 over the sorted rows, lower-case hex, and how many there are.</summary>
    public static async Task<(int Rows, string Digest)> OfAsync(IAsyncEnumerable<DeltaRows> parts)
    {
        var lines = new List<byte[]>();
        await foreach (var part in parts)
        {
            for (var row = 0; row < part.RowCount; row++)
                lines.Add(Encoding.UTF8.GetBytes(string.Join('\t', part.Columns.Select(column => Text(column, row))) + "\n"));
        }

        lines.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        lines.ForEach(hash.AppendData);
        return (lines.Count, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    private static string Text(DeltaColumn column, int row) =>
        column.Values is null
            ? column.PartitionValue is { } text ? FromText(column.Field.Type, text) : "null"
            : FromValue(column.Field.Type, column.Values.GetValue(row));

    private static string FromValue(string type, object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        float number => float.IsNaN(number) ? "nan" : BitConverter.SingleToUInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture),
        double number => double.IsNaN(number) ? "nan" : BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        string text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DateTime day when type == "date" => ((day - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerDay).ToString(CultureInfo.InvariantCulture),
        DateTime instant => Math.Floor((instant - DateTime.UnixEpoch).Ticks / 10m).ToString(CultureInfo.InvariantCulture),
        decimal number => Unscaled(type, number),
        Parquet.Data.BigDecimal number => UnscaledText(type, number.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{value.GetType()} for {type}"),
    };

    private static string FromText(string type, string text) => type switch
    {
        "string" => FromValue(type, text),
        "boolean" => text,
        "float" => FromValue(type, float.Parse(text, CultureInfo.InvariantCulture)),
        "double" => FromValue(type, double.Parse(text, CultureInfo.InvariantCulture)),
        "date" or "timestamp" => FromValue(type, DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)),
        _ when type.StartsWith("decimal", StringComparison.Ordinal) => UnscaledText(type, text),
        _ => text,
    };

    private static string Unscaled(string type, decimal number) => UnscaledText(type, number.ToString(CultureInfo.InvariantCulture));

    private static string UnscaledText(string type, string number)
    {
        var scale = int.Parse(type.Split(',')[1].TrimEnd(')'), CultureInfo.InvariantCulture);
        var parts = number.Split('.');
        var fraction = (parts.Length > 1 ? parts[1] : "").PadRight(scale, '0');
        Assert.True(fraction.Length == scale || fraction[scale..].All(digit => digit == '0'), $"{number} does not fit {type}");
        return BigInteger.Parse(parts[0] + fraction[..scale], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
