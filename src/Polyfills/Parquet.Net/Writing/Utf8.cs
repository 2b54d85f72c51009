using System.Text;

namespace Parquet.Writing;

/// <summary>Strings to UTF-8.</summary>
internal static class Utf8
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>A char takes at most three bytes.</summary>
    public static int MaximumLength(string value) =>
        value.Length <= int.MaxValue / 3 - sizeof(int) ? value.Length * 3 : throw new NotSupportedException("a string of this length cannot be written");

    /// <summary>A lone surrogate has no UTF-8 form: it is refused, not replaced.</summary>
    public static int Write(string value, Span<byte> target)
    {
        try
        {
            return Strict.GetBytes(value, target);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException("a string with a lone surrogate cannot be written as UTF-8", e);
        }
    }
}
