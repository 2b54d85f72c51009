using System.Security.Cryptography;
using System.Text.Json;

namespace CryptoEtl.Data.HttpCache;

/// <summary>All that is kept of a request: one small file, or one small object.</summary>
/// <param name="Token">Of the lease under which it was last written. It only grows.</param>
/// <param name="Generations">Newest first, no two received at the same moment.</param>
internal sealed record EntryDocument(CacheKey Key, long Token, IReadOnlyList<CacheEntry> Generations)
{
    private const string Check = "check", Content = "content";

    /// <summary>With one answer more, and at most <paramref name="most"/> in all.</summary>
    public static EntryDocument With(EntryDocument? before, CacheKey key, CacheEntry entry, long token, int most) => new(key, token,
    [
        .. (before?.Generations ?? [])
            .Where(kept => kept.ReceivedAt != entry.ReceivedAt)
            .Append(entry)
            .OrderByDescending(kept => kept.ReceivedAt)
            .Take(most),
    ]);

    /// <summary>JSON that carries the hash of its own content.</summary>
    public byte[] ToBytes()
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(this);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString(Check, HashOf(content));
            json.WritePropertyName(Content);
            json.WriteRawValue(content);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <returns>Null: broken, or of another format.</returns>
    public static EntryDocument? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var content = json.RootElement.GetProperty(Content).GetRawText();
            var isWhole = json.RootElement.GetProperty(Check).GetString() == HashOf(System.Text.Encoding.UTF8.GetBytes(content));
            return isWhole && JsonSerializer.Deserialize<EntryDocument>(content) is { Key: not null } document && document.IsSound ? document : null;
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Hashes become file names: what comes from a bucket must not lead anywhere else.</summary>
    private bool IsSound => Generations is not null && Generations.All(entry =>
        entry is { Bytes: >= 0, Headers: not null, Sha256.Length: 64 } && entry.Sha256.All(char.IsAsciiHexDigitLower));

    private static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
