using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>A lake in a blob container, safe for any number of hosts.</summary>
/// <param name="container">Made when the first file is put.</param>
/// <param name="prefix">Folder within the container; empty: the container is the lake.</param>
/// <remarks>A blob appears when its last block is committed, under the condition that no blob of that name is there: whole or not at all, and never over another.</remarks>
public sealed class BlobStorage(BlobContainerClient container, string prefix = "") : ILakeStorage
{
    private const int NotFound = 404, Conflict = 409, PreconditionFailed = 412;

    private readonly string root = prefix.Trim('/') is { Length: > 0 } folder ? folder + "/" : "";

    public string Describe(string path) => Blob(path).Uri.GetLeftPart(UriPartial.Path);

    public async Task<Stream?> OpenReadAsync(string path, CancellationToken cancellation = default)
    {
        try
        {
            return await Blob(path).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellation);
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            return null;
        }
    }

    public async Task<StoredFile?> FindAsync(string path, CancellationToken cancellation = default)
    {
        try
        {
            var properties = (await Blob(path).GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return new(path, properties.ContentLength, properties.LastModified);
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            return null;
        }
    }

    /// <remarks>When the answer to a write is lost, the client writes again and finds its own blob there: that is told as "already there".</remarks>
    public Task<bool> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellation = default) =>
        InContainerAsync(content, () => PutAsync(path, content, cancellation), cancellation);

    public Task ReplaceAsync(string path, Stream content, CancellationToken cancellation = default) =>
        InContainerAsync(content, () => Blob(path).UploadAsync(content, new BlobUploadOptions(), cancellation), cancellation);

    public async Task<bool> DeleteAsync(string path, DateTimeOffset? unlessModifiedAfter = null, CancellationToken cancellation = default)
    {
        try
        {
            var conditions = unlessModifiedAfter is { } time ? new BlobRequestConditions { IfUnmodifiedSince = time } : null;
            return await Blob(path).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions, cancellation);
        }
        catch (RequestFailedException newer) when (newer.Status == PreconditionFailed)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<StoredFile>> ListAsync(string folder, CancellationToken cancellation = default)
    {
        var files = new List<StoredFile>();
        try
        {
            var start = $"{root}{Inside(folder)}/";
            await foreach (var item in container.GetBlobsByHierarchyAsync(prefix: start, delimiter: "/", cancellationToken: cancellation))
            {
                if (item.IsBlob && !item.Blob.Name[start.Length..].StartsWith('.'))
                    files.Add(Stored(item.Blob));
            }
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            return [];
        }

        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<StoredFile>> ListTreeAsync(string folder, CancellationToken cancellation = default)
    {
        var files = new List<StoredFile>();
        try
        {
            await foreach (var blob in container.GetBlobsAsync(prefix: $"{root}{Inside(folder)}/", cancellationToken: cancellation))
                files.Add(Stored(blob));
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            return [];
        }

        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private StoredFile Stored(BlobItem blob) =>
        new(blob.Name[root.Length..], blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? default);

    /// <summary>Writes; where there is no container yet, makes it and writes again.</summary>
    private async Task<T> InContainerAsync<T>(Stream content, Func<Task<T>> write, CancellationToken cancellation)
    {
        var start = content.CanSeek ? content.Position : 0;
        try
        {
            return await write();
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound && content.CanSeek)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            content.Position = start;
            return await write();
        }
    }

    private async Task<bool> PutAsync(string path, Stream content, CancellationToken cancellation)
    {
        try
        {
            await Blob(path).UploadAsync(content, new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } }, cancellation);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status is Conflict or PreconditionFailed)
        {
            return false;
        }
    }

    private BlobClient Blob(string path) => container.GetBlobClient(root + Inside(path));

    /// <exception cref="BadInputException">The path leaves the lake.</exception>
    private string Inside(string path) => path.StartsWith('/') || path.Split('/').Any(part => part is "" or "." or "..")
        ? throw new BadInputException($"'{path}' lies outside the lake {container.Name}/{root}")
        : path;
}
