using System.Net;
using Google;
using Google.Cloud.Storage.V1;

namespace CryptoEtl.Data.HttpCache.Cloud;

/// <summary>Small objects with the generation they were read at, and writes that hold only if nobody wrote in between.</summary>
/// <remarks>Connects at first use, by the usual chain of Google credentials.</remarks>
internal sealed class CloudObjects(string bucket, Func<Task<StorageClient>> connect) : IDisposable
{
    private readonly SemaphoreSlim connecting = new(1, 1);
    private StorageClient? client;

    /// <returns>Content and generation; null and 0: there is no such object.</returns>
    public async Task<(byte[]? Content, long Generation)> ReadAsync(string name, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        var generation = await DownloadAsync(name, content, cancellation);
        return generation is null ? (null, 0) : (content.ToArray(), generation.Value);
    }

    /// <returns>Its generation; null: there is no such object, and nothing was written.</returns>
    public async Task<long?> DownloadAsync(string name, Stream content, CancellationToken cancellation)
    {
        var storage = await ConnectAsync(cancellation);
        try
        {
            var found = await storage.DownloadObjectAsync(bucket, name, content, cancellationToken: cancellation);
            return found.Generation ?? throw new IOException($"gs://{bucket}/{name} came without a generation");
        }
        catch (GoogleApiException failure) when (failure.HttpStatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <param name="generation">What it replaces; 0: nothing may be there.</param>
    /// <returns>False: somebody wrote since.</returns>
    public async Task<bool> WriteAsync(string name, string contentType, Stream content, long generation, CancellationToken cancellation)
    {
        var storage = await ConnectAsync(cancellation);
        try
        {
            var options = new UploadObjectOptions { IfGenerationMatch = generation };
            await storage.UploadObjectAsync(bucket, name, contentType, content, options, cancellation);
            return true;
        }
        catch (GoogleApiException failure) when (failure.HttpStatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
    }

    public async Task<bool> ExistsAsync(string name, CancellationToken cancellation)
    {
        var storage = await ConnectAsync(cancellation);
        try
        {
            await storage.GetObjectAsync(bucket, name, cancellationToken: cancellation);
            return true;
        }
        catch (GoogleApiException failure) when (failure.HttpStatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Deletes that generation, and no newer one. That it is gone already is fine.</summary>
    public async Task DeleteAsync(string name, long generation, CancellationToken cancellation)
    {
        var storage = await ConnectAsync(cancellation);
        try
        {
            await storage.DeleteObjectAsync(bucket, name, new DeleteObjectOptions { IfGenerationMatch = generation }, cancellation);
        }
        catch (GoogleApiException failure) when (failure.HttpStatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
        {
            // Gone, or another's by now.
        }
    }

    public void Dispose()
    {
        client?.Dispose();
        connecting.Dispose();
    }

    private async Task<StorageClient> ConnectAsync(CancellationToken cancellation)
    {
        if (client is not null)
            return client;
        await connecting.WaitAsync(cancellation);
        try
        {
            return client ??= await connect();
        }
        finally
        {
            connecting.Release();
        }
    }
}
