using System.Buffers.Binary;
using System.Text;

namespace Parquet.Reading;

/// <summary>From the bytes of a value to CLR types.</summary>
internal static class BinaryConverters
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Bytes that are not UTF-8 cannot be kept in a string, so they are refused rather than replaced.</summary>
    public static string Text(ReadOnlySpan<byte> value)
    {
        try
        {
            return Utf8.GetString(value);
        }
        catch (DecoderFallbackException e)
        {
            throw new ParquetException("a string is not valid UTF-8", e);
        }
    }

    public static byte[] Bytes(ReadOnlySpan<byte> value) => value.ToArray();

    public static Guid Uuid(ReadOnlySpan<byte> value) => value.Length == 16 ? new Guid(value, bigEndian: true) : throw WrongLength();

    public static float Half(ReadOnlySpan<byte> value) => value.Length == 2 ? (float)BinaryPrimitives.ReadHalfLittleEndian(value) : throw WrongLength();

    private static ParquetException WrongLength() => new("corrupt value: it has the wrong length");
}
