using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Rebuild;

/// <summary>A lake whose raw answers lie in another lake. They are read only.</summary>
internal sealed class RawFromElsewhere(ILakeStorage raw, ILakeStorage tables) : ILakeStorage
{
    public string Describe(string path) => For(path).Describe(path);

    public Task<Stream?> OpenReadAsync(string path, CancellationToken cancellation = default) => For(path).OpenReadAsync(path, cancellation);

    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellation = default) => For(path).FindAsync(path, cancellation);

    public Task<bool> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellation = default) => IsRaw(path)
        ? throw new NotSupportedException($"{path}: raw answers are only read here")
        : tables.PutIfAbsentAsync(path, content, cancellation);

    public Task ReplaceAsync(string path, Stream content, CancellationToken cancellation = default) => IsRaw(path)
        ? throw new NotSupportedException($"{path}: raw answers are only read here")
        : tables.ReplaceAsync(path, content, cancellation);

    public Task<bool> DeleteAsync(string path, DateTimeOffset? unlessModifiedAfter = null, CancellationToken cancellation = default) => IsRaw(path)
        ? throw new NotSupportedException($"{path}: raw answers are only read here")
        : tables.DeleteAsync(path, unlessModifiedAfter, cancellation);

    public Task<IReadOnlyList<StoredFile>> ListTreeAsync(string folder, CancellationToken cancellation = default) => For(folder).ListTreeAsync(folder, cancellation);

    public Task<IReadOnlyList<StoredFile>> ListAsync(string folder, CancellationToken cancellation = default) => For(folder).ListAsync(folder, cancellation);

    private ILakeStorage For(string path) => IsRaw(path) ? raw : tables;

    private static bool IsRaw(string path) => path.StartsWith("raw/", StringComparison.Ordinal);
}
