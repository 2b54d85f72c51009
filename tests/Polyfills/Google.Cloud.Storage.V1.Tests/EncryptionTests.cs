using System.Security.Cryptography;
using Google.Cloud.Storage.V1.Tests.Server;

namespace Google.Cloud.Storage.V1.Tests;

public sealed class EncryptionTests : GcsTest
{
    private const string Header = "x-goog-encryption-key";
    private readonly EncryptionKey _key = EncryptionKey.Create(new byte[32]);

    [Fact]
    public async Task A_key_travels_with_each_request_that_needs_it()
    {
        await UploadAsync("a", [1], new() { EncryptionKey = _key });
        Call post = Server.Calls[0];
        Assert.Equal("AES256", post.Headers["x-goog-encryption-algorithm"]);
        Assert.Equal(Convert.ToBase64String(new byte[32]), post.Headers[Header]);
        Assert.Equal(Convert.ToBase64String(SHA256.HashData(new byte[32])), post.Headers["x-goog-encryption-key-sha256"]);
        await DownloadAsync("a", new() { EncryptionKey = _key });
        Assert.Equal(_key.Base64Key, LastCall.Headers[Header]);
        await Client.GetObjectAsync(Bucket, "a", new() { EncryptionKey = _key });
        Assert.Equal(_key.Base64Key, LastCall.Headers[Header]);
    }

    [Fact]
    public async Task A_copy_can_change_the_key()
    {
        await UploadAsync("a", [1]);
        EncryptionKey old = EncryptionKey.Generate();
        await Client.CopyObjectAsync(Bucket, "a", Bucket, "b", new() { EncryptionKey = _key, SourceEncryptionKey = old });
        Assert.Equal(_key.Base64Key, LastCall.Headers[Header]);
        Assert.Equal(old.Base64Key, LastCall.Headers["x-goog-copy-source-encryption-key"]);
        Assert.Equal(old.Base64Hash, LastCall.Headers["x-goog-copy-source-encryption-key-sha256"]);
    }

    [Fact]
    public async Task The_key_of_the_client_is_the_default_and_None_overrides_it()
    {
        using StorageClient client = new StorageClientBuilder { BaseUri = Server.BaseUri, UnauthenticatedAccess = true, EncryptionKey = _key }.Build();
        Server.Store.Put(Bucket, "a", [1]);
        await client.GetObjectAsync(Bucket, "a");
        Assert.Equal(_key.Base64Key, LastCall.Headers[Header]);
        await client.GetObjectAsync(Bucket, "a", new() { EncryptionKey = EncryptionKey.None });
        Assert.False(LastCall.Headers.ContainsKey(Header));
    }

    [Fact]
    public async Task A_key_and_a_key_of_Cloud_KMS_exclude_each_other()
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => UploadAsync("a", [1], new() { EncryptionKey = _key, KmsKeyName = "k" }));
        Assert.Equal("options", failure.ParamName);
        Assert.Empty(Server.Calls);
    }

    [Fact]
    public void A_key_has_256_bits()
    {
        Assert.Throws<ArgumentException>(() => EncryptionKey.Create(new byte[16]));
        Assert.Equal(_key.Base64Hash, EncryptionKey.Create(_key.Base64Key).Base64Hash);
        Assert.NotEqual(EncryptionKey.Generate().Base64Key, EncryptionKey.Generate().Base64Key);
    }
}
