using System.Security.Cryptography;
using Google.Api.Gax;

namespace Google.Cloud.Storage.V1;

/// <summary>An AES-256 key that the server uses for one object and does not keep.</summary>
public sealed class EncryptionKey
{
    private const string Prefix = "x-goog-encryption-";
    private const string CopySourcePrefix = "x-goog-copy-source-encryption-";
    private const int KeyBytes = 32;

    private EncryptionKey(byte[] key)
    {
        Base64Key = Convert.ToBase64String(key);
        Base64Hash = Convert.ToBase64String(SHA256.HashData(key));
    }

    private EncryptionKey()
    {
    }

    /// <summary>No key of the caller's; overrides a client's default key.</summary>
    public static EncryptionKey None { get; } = new();

    public string Base64Key { get; }

    public string Base64Hash { get; }

    public static EncryptionKey Create(byte[] key)
    {
        GaxPreconditions.CheckNotNull(key, nameof(key));
        GaxPreconditions.CheckArgument(key.Length == KeyBytes, nameof(key), "The key needs 32 bytes.");
        return new EncryptionKey(key);
    }

    public static EncryptionKey Create(string base64Key) =>
        Create(Convert.FromBase64String(GaxPreconditions.CheckNotNull(base64Key, nameof(base64Key))));

    public static EncryptionKey Generate() => Create(RandomNumberGenerator.GetBytes(KeyBytes));

    internal void AddHeaders(HttpRequestMessage message) => AddHeaders(message, Prefix);

    internal void AddCopySourceHeaders(HttpRequestMessage message) => AddHeaders(message, CopySourcePrefix);

    private void AddHeaders(HttpRequestMessage message, string prefix)
    {
        if (Base64Key is null) return;
        message.Headers.Add(prefix + "algorithm", "AES256");
        message.Headers.Add(prefix + "key", Base64Key);
        message.Headers.Add(prefix + "key-sha256", Base64Hash);
    }
}
