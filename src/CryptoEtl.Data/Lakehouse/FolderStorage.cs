using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>A lake in a folder, safe for several processes at once.</summary>
/// <param name="root">Made when it is not there.</param>
public sealed class FolderStorage(string root) : ILakeStorage
{
    private readonly string root = Path.GetFullPath(root);

    public string Describe(string path) => Path.Combine(root, path);

    public Task<Stream?> OpenReadAsync(string path, CancellationToken cancellation = default)
    {
        var file = new FileInfo(Place(path));
        return Task.FromResult<Stream?>(file.Exists ? file.OpenRead() : null);
    }

    public Task<StoredFile?> FindAsync(string path, CancellationToken cancellation = default)
    {
        var file = new FileInfo(Place(path));
        return Task.FromResult(file.Exists ? new StoredFile(path, file.Length, file.LastWriteTimeUtc) : null);
    }

    /// <remarks>A rename replaces what another process put there in between; a hard link does not.</remarks>
    public async Task<bool> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellation = default)
    {
        var final = Place(path);
        if (File.Exists(final))
            return false;

        var folder = Path.GetDirectoryName(final)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(final)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            await WriteDurablyAsync(temporary, content, cancellation);
            var placed = FileLink.TryCreate(temporary, final);
            FileLink.FlushFolder(folder);
            return placed;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<IReadOnlyList<StoredFile>> ListAsync(string folder, CancellationToken cancellation = default)
    {
        var place = new DirectoryInfo(Place(folder));
        IReadOnlyList<StoredFile> files = !place.Exists ? [] :
        [
            .. place.EnumerateFiles()
                .Where(file => !file.Name.StartsWith('.'))
                .Select(file => new StoredFile($"{folder}/{file.Name}", file.Length, file.LastWriteTimeUtc))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        return Task.FromResult(files);
    }

    private string Place(string path)
    {
        var place = Path.GetFullPath(Path.Combine(root, path));
        return place == root || place.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? place
            : throw new BadInputException($"'{path}' lies outside the lake {root}");
    }

    private static async Task WriteDurablyAsync(string file, Stream content, CancellationToken cancellation)
    {
        await using var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await content.CopyToAsync(output, cancellation);
        await output.FlushAsync(cancellation);
        output.Flush(flushToDisk: true);
    }
}
