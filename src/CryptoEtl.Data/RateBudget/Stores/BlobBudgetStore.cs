using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace CryptoEtl.Data.RateBudget.Stores;

/// <summary>For several hosts: one JSON blob per bucket, changed under its ETag.</summary>
/// <param name="container">Made when it is not there.</param>
/// <param name="prefix">Folder within the container. Default <c>budget</c>.</param>
/// <remarks>When an answer is lost, the client tries again and meets its own write as a conflict; the ledger then finds its mark in the state.</remarks>
public sealed class BlobBudgetStore(BlobContainerClient container, string prefix = "budget") : IBudgetStore
{
    private const int NotFound = 404, Conflict = 409, PreconditionFailed = 412;

    public async Task<(BudgetState? State, string? Version)> ReadAsync(string key, CancellationToken cancellation = default)
    {
        try
        {
            var answer = await Blob(key).DownloadContentAsync(cancellation);
            return (Parse(key, answer.Value.Content), answer.Value.Details.ETag.ToString());
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            return (null, null);
        }
    }

    public async Task<bool> TryWriteAsync(string key, BudgetState state, string? version, CancellationToken cancellation = default)
    {
        try
        {
            await PutAsync(key, state, version, cancellation);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status is Conflict or PreconditionFailed)
        {
            return false;
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound && version is null)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            return false;
        }
        catch (RequestFailedException missing) when (missing.Status == NotFound)
        {
            return false;
        }
    }

    private Task<Response<BlobContentInfo>> PutAsync(string key, BudgetState state, string? version, CancellationToken cancellation) => Blob(key).UploadAsync(
        BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(state, BudgetJson.Default.BudgetState)),
        new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = "application/json" },
            Conditions = version is null ? new() { IfNoneMatch = ETag.All } : new() { IfMatch = new ETag(version) },
        },
        cancellation);

    private BudgetState Parse(string key, BinaryData content)
    {
        try
        {
            return JsonSerializer.Deserialize(content.ToMemory().Span, BudgetJson.Default.BudgetState) ?? throw new JsonException("null");
        }
        catch (JsonException damage)
        {
            throw new BudgetStoreException($"blob {Blob(key).Name} is damaged ({damage.Message}); delete it to start with an empty ledger", damage);
        }
    }

    private BlobClient Blob(string key) => container.GetBlobClient($"{prefix}/{key}.json");
}
