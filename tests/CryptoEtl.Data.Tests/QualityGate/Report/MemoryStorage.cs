using System.Collections.Concurrent;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.QualityGate.Report;

/// <summary>Files in memory, and how many bytes were read and written, the log of tables apart.</summary>
internal sealed class MemoryStorage : ILakeStorage
{
    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <summary>Reads, bytes read, writes and bytes written, of everything but Delta logs.</summary>
    public Traffic Traffic { get; private set; } = new(0, 0, 0, 0);

    public IReadOnlyDictionary<string, byte[]> Files => files;

    public void Reset() => Traffic = new(0, 0, 0, 0);

    public void Remove(string path) => files.TryRemove(path, out _);

    public string Describe(string path) => "memory:" + path;

    public Task<Stream?> OpenReadAsync(string path, CancellationToken cancellation = default)
    {
        if (!files.TryGetValue(path, out var bytes))
            return Task.FromResult<Stream?>(null);
        if (IsCounted(path))
            Traffic = Traffic with { Reads = Traffic.Reads + 1, BytesRead = Traffic.BytesRead + bytes.Length };
        return Task.FromResult<Stream?>(new MemoryStream(bytes, writable: false));
    }

    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellation = default) =>
        Task.FromResult(files.TryGetValue(path, out var bytes) ? new StoredFile(path, bytes.Length, DateTimeOffset.UnixEpoch) : null);

    public Task<bool> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellation = default)
    {
        var bytes = Read(content);
        var isNew = files.TryAdd(path, bytes);
        if (isNew)
            Count(path, bytes);
        return Task.FromResult(isNew);
    }

    public Task ReplaceAsync(string path, Stream content, CancellationToken cancellation = default)
    {
        files[path] = Read(content);
        Count(path, files[path]);
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string path, DateTimeOffset? unlessModifiedAfter = null, CancellationToken cancellation = default) =>
        Task.FromResult(files.TryRemove(path, out _));

    public Task<IReadOnlyList<StoredFile>> ListAsync(string folder, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<StoredFile>>(Below(folder, deep: false));

    public Task<IReadOnlyList<StoredFile>> ListTreeAsync(string folder, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<StoredFile>>(Below(folder, deep: true));

    private StoredFile[] Below(string folder, bool deep) =>
    [
        .. files.Where(file => file.Key.StartsWith(folder + "/", StringComparison.Ordinal) && (deep || !file.Key[(folder.Length + 1)..].Contains('/', StringComparison.Ordinal)))
            .Select(file => new StoredFile(file.Key, file.Value.Length, DateTimeOffset.UnixEpoch)).OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    private void Count(string path, byte[] bytes)
    {
        if (IsCounted(path))
            Traffic = Traffic with { Writes = Traffic.Writes + 1, BytesWritten = Traffic.BytesWritten + bytes.Length };
    }

    private static bool IsCounted(string path) => !path.Contains("/_delta_log/", StringComparison.Ordinal);

    private static byte[] Read(Stream content)
    {
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}

/// <summary>What went through a storage.</summary>
internal sealed record Traffic(int Reads, long BytesRead, int Writes, long BytesWritten);
