using System.Security.Cryptography;
using System.Text.Json;

namespace CryptoEtl.Data.RateBudget.Stores;

/// <summary>For processes of one machine that share a folder: one JSON file per bucket, replaced by a rename, under a lock of the operating system.</summary>
/// <param name="folder">Made when it is not there. Not on a network share: locks do not always reach across.</param>
public sealed class FolderBudgetStore(string folder) : IBudgetStore
{
    private readonly string folder = Path.GetFullPath(folder);

    /// <exception cref="BudgetStoreException">The file is damaged; the message says how to mend it.</exception>
    public async Task<(BudgetState? State, string? Version)> ReadAsync(string key, CancellationToken cancellation = default)
    {
        var bytes = await BytesAsync(key, cancellation);
        return bytes is null ? (null, null) : (Parse(key, bytes), VersionOf(bytes));
    }

    /// <remarks>The lock ends with the process that holds it. While someone else holds it, the answer is "not now".</remarks>
    public async Task<bool> TryWriteAsync(string key, BudgetState state, string? version, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        await using var guard = TryLock(key);
        if (guard is null)
            return false;

        var held = await BytesAsync(key, cancellation);
        if ((held is null ? null : VersionOf(held)) != version)
            return false;
        await ReplaceAsync(key, JsonSerializer.SerializeToUtf8Bytes(state, BudgetJson.Default.BudgetState), cancellation);
        return true;
    }

    private FileStream? TryLock(string key)
    {
        try
        {
            return new FileStream(Place(key) + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return null;
        }
    }

    private async Task ReplaceAsync(string key, byte[] content, CancellationToken cancellation)
    {
        var temporary = Place(key) + ".tmp";
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, Place(key), overwrite: true);
    }

    private async Task<byte[]?> BytesAsync(string key, CancellationToken cancellation) =>
        File.Exists(Place(key)) ? await File.ReadAllBytesAsync(Place(key), cancellation) : null;

    private BudgetState Parse(string key, byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, BudgetJson.Default.BudgetState) ?? throw new JsonException("null");
        }
        catch (JsonException damage)
        {
            throw new BudgetStoreException($"{Place(key)} is damaged ({damage.Message}); delete it to start with an empty ledger", damage);
        }
    }

    private string Place(string key) => Path.Combine(folder, key + ".json");

    // The content is the state: the same content again may be swapped as well.
    private static string VersionOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
