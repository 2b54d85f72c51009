using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>A storage that behaves like another, except where a test says otherwise.</summary>
internal abstract class LakeStorageDecorator(ILakeStorage inner) : ILakeStorage
{
    public string Describe(string path) => inner.Describe(path);

    public virtual Task<Stream?> OpenReadAsync(string path, CancellationToken cancellation = default) => inner.OpenReadAsync(path, cancellation);

    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellation = default) => inner.FindAsync(path, cancellation);

    public virtual Task<bool> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellation = default) =>
        inner.PutIfAbsentAsync(path, content, cancellation);

    public Task ReplaceAsync(string path, Stream content, CancellationToken cancellation = default) => inner.ReplaceAsync(path, content, cancellation);

    public Task<bool> DeleteAsync(string path, DateTimeOffset? unlessModifiedAfter = null, CancellationToken cancellation = default) =>
        inner.DeleteAsync(path, unlessModifiedAfter, cancellation);

    public virtual Task<IReadOnlyList<StoredFile>> ListAsync(string folder, CancellationToken cancellation = default) => inner.ListAsync(folder, cancellation);

    public Task<IReadOnlyList<StoredFile>> ListTreeAsync(string folder, CancellationToken cancellation = default) => inner.ListTreeAsync(folder, cancellation);
}
