using System.Security.Cryptography;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>The pages of a batch's work, kept beside its raw answers: an orchestration carries their names only, and a rebuild finds them again.</summary>
public static class PageStore
{
    /// <summary>Keeps a page under a name made of its number and its content.</summary>
    /// <returns>The page with its name.</returns>
    public static async Task<SeriesPage> PutAsync(Lake lake, BatchId batch, int number, IReadOnlyList<AssetWork> assets, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(assets);
        var name = $"page-{number:D4}-{Convert.ToHexStringLower(SHA256.HashData(body))[..8]}";
        using var stream = new MemoryStream(body);
        await lake.Storage.PutIfAbsentAsync(PathOf(batch, name), stream, cancellation);
        return new(name, assets);
    }

    /// <exception cref="LakeException">The batch has no such page.</exception>
    public static async Task<SeriesPage> ReadAsync(Lake lake, BatchId batch, string name, CancellationToken cancellation)
    {
        await using var stream = await lake.Storage.OpenReadAsync(PathOf(batch, name), cancellation)
            ?? throw new LakeException($"{lake.Storage.Describe(PathOf(batch, name))}: the page is missing");
        return new(name, await JsonSerializer.DeserializeAsync<List<AssetWork>>(stream, cancellationToken: cancellation) ?? []);
    }

    /// <summary>Names of a batch's pages, in order.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(Lake lake, BatchId batch, CancellationToken cancellation) =>
        [.. (await lake.Storage.ListAsync(FolderOf(batch), cancellation)).Select(file => Path.GetFileNameWithoutExtension(file.Path)).Order(StringComparer.Ordinal)];

    private static string FolderOf(BatchId batch) => $"raw/pages/{batch.Id}";

    private static string PathOf(BatchId batch, string name) => $"{FolderOf(batch)}/{name}.json";
}
