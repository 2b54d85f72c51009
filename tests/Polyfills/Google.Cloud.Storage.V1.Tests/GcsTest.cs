using System.Net;
using Google.Cloud.Storage.V1.Tests.Server;

namespace Google.Cloud.Storage.V1.Tests;

/// <summary>A server and a client of its own for each test.</summary>
public abstract class GcsTest : IAsyncLifetime
{
    internal const string Bucket = "bucket-1";

    /// <summary>Retries like the default ones, without waiting in between.</summary>
    internal static readonly RetryOptions Eager = new(new RetryTiming(TimeSpan.Zero, TimeSpan.Zero, 1), null);

    internal GcsServer Server { get; private set; } = null!;

    internal StorageClient Client { get; private set; } = null!;

    internal Call LastCall => Server.Calls[^1];

    public async Task InitializeAsync()
    {
        Server = await GcsServer.StartAsync();
        Client = Server.Client();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    internal static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    internal async Task<byte[]> DownloadAsync(string name, DownloadObjectOptions? options = null)
    {
        using var data = new MemoryStream();
        await Client.DownloadObjectAsync(Bucket, name, data, options);
        return data.ToArray();
    }

    internal Task<Google.Apis.Storage.v1.Data.Object> UploadAsync(string name, byte[] data, UploadObjectOptions? options = null) =>
        Client.UploadObjectAsync(Bucket, name, "application/octet-stream", new MemoryStream(data), options);

    internal static async Task<GoogleApiException> FailsAsync(HttpStatusCode status, Func<Task> action)
    {
        GoogleApiException failure = await Assert.ThrowsAsync<GoogleApiException>(action);
        Assert.Equal(status, failure.HttpStatusCode);
        return failure;
    }
}
