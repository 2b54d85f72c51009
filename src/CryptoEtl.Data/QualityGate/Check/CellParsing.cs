using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Reads values from the bytes of a field.</summary>
/// <param name="nulls">Texts that mean null.</param>
internal sealed class CellParsing(IReadOnlyList<string> nulls, bool money, EpochUnit epoch)
{
    private static readonly string[] WrittenOut = ["MMM dd, yyyy", "MMM d, yyyy", "yyyy-MM-dd HH:mm:ss.fff zzz", "yyyy/MM/dd", "yyyy/MM/dd HH:mm:ss"];

    private readonly byte[][] nulls = [.. nulls.Select(Encoding.UTF8.GetBytes)];
    private readonly byte[] digits = new byte[64];

    public bool IsNull(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty)
            return true;
        foreach (var text in nulls)
        {
            if (field.SequenceEqual(text))
                return true;
        }

        return false;
    }

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> field) =>
        field.IsEmpty || (field[0] > ' ' && field[^1] > ' ') ? field : field.Trim(" \t"u8);

    /// <summary>A number; NaN and the infinities are none.</summary>
    public bool Number(ReadOnlySpan<byte> field, out double value)
    {
        if (Utf8Parser.TryParse(field, out value, out var read) && read == field.Length)
            return double.IsFinite(value);
        return money && double.TryParse(Bare(field), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    public bool Integer(ReadOnlySpan<byte> field, out long value)
    {
        if (Utf8Parser.TryParse(field, out value, out var read) && read == field.Length)
            return true;
        var isWhole = Number(field, out var number) && Math.Floor(number) == number && Math.Abs(number) < 1L << 53;
        value = isWhole ? (long)number : 0;
        return isWhole;
    }

    public static bool Flag(ReadOnlySpan<byte> field, out bool value)
    {
        value = field is [(byte)'1'] || Ascii.EqualsIgnoreCase(field, "true"u8) || Ascii.EqualsIgnoreCase(field, "yes"u8);
        return value || field is [(byte)'0'] || Ascii.EqualsIgnoreCase(field, "false"u8) || Ascii.EqualsIgnoreCase(field, "no"u8);
    }

    /// <summary>A time, UTC where it says nothing else; a number only with an epoch unit.</summary>
    /// <param name="value">Outside what <see cref="DateTime"/> holds: its first moment.</param>
    public bool Time(ReadOnlySpan<byte> field, out DateTime value)
    {
        value = DateTime.MinValue;
        if (epoch == EpochUnit.None)
            return IsoTime.TryRead(field, out value) || OtherTime(field, out value);
        if (!Number(field, out var number))
            return IsoTime.TryRead(field, out value);
        value = OfEpoch(number);
        return true;
    }

    /// <summary>The time that a number stands for; one out of range is the first moment there is.</summary>
    public DateTime OfEpoch(double number)
    {
        var milliseconds = epoch == EpochUnit.Seconds ? number * 1000 : number;
        return Math.Abs(milliseconds) < 1e14 ? DateTime.UnixEpoch.AddTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond)) : DateTime.MinValue;
    }

    private static bool OtherTime(ReadOnlySpan<byte> field, out DateTime value)
    {
        value = DateTime.MinValue;
        return field.Length <= 40 && DateTime.TryParseExact(
            Encoding.UTF8.GetString(field), WrittenOut, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value);
    }

    /// <summary>The field without what makes money readable.</summary>
    private ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> field)
    {
        var length = 0;
        foreach (var letter in field)
        {
            if (letter is (byte)'$' or (byte)',' or (byte)' ')
                continue;
            if (length == digits.Length)
                return default;
            digits[length++] = letter;
        }

        return digits.AsSpan(0, length);
    }
}
