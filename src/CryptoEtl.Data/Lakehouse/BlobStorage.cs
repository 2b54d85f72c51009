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
    public async Task<bool> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellation = default)
    {
        var start = content.CanSeek ? content.Position : 0;
        try
        {
            return await PutAsync(path, content, cancellation);
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound && content.CanSeek)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            content.Position = start;
            return await PutAsync(path, content, cancellation);
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
                    files.Add(new(item.Blob.Name[root.Length..], item.Blob.Properties.ContentLength ?? 0, item.Blob.Properties.LastModified ?? default));
            }
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            return [];
        }

        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
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
