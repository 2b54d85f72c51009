using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>A lake in a folder, safe for several processes at once.</summary>
/// <param name="root">Made when it is not there.</param>
public sealed class FolderStorage(string root) : ILakeStorage
{
    /// <summary>By default hidden files are passed over.</summary>
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    private readonly string root = Path.GetFullPath(root);

    public string Describe(string path) => Path.Combine(root, path);

    public Task<Stream?> OpenReadAsync(string path, CancellationToken cancellation = default)
    {
        var file = new FileInfo(Place(path));
        try
        {
            return Task.FromResult<Stream?>(file.Exists ? file.OpenRead() : null);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Another process deleted it after the look.
            return Task.FromResult<Stream?>(null);
        }
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

        return await PlaceAsync(final, content, temporary => FileLink.TryCreate(temporary, final), cancellation);
    }

    public Task ReplaceAsync(string path, Stream content, CancellationToken cancellation = default)
    {
        var final = Place(path);
        return PlaceAsync(final, content, temporary => Renamed(temporary, final), cancellation);
    }

    /// <remarks>Between the look at the time and the deletion another process may write the file anew: the window is microseconds.</remarks>
    public Task<bool> DeleteAsync(string path, DateTimeOffset? unlessModifiedAfter = null, CancellationToken cancellation = default)
    {
        var file = new FileInfo(Place(path));
        if (!file.Exists || file.LastWriteTimeUtc > unlessModifiedAfter?.UtcDateTime)
            return Task.FromResult(false);
        file.Delete();
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<StoredFile>> ListAsync(string folder, CancellationToken cancellation = default)
    {
        var place = new DirectoryInfo(Place(folder));
        IReadOnlyList<StoredFile> files = !place.Exists ? [] :
        [
            .. place.EnumerateFiles()
                .Where(file => !file.Name.StartsWith('.'))
                .Select(file => Stored($"{folder}/{file.Name}", file)).OfType<StoredFile>()
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        return Task.FromResult(files);
    }

    public Task<IReadOnlyList<StoredFile>> ListTreeAsync(string folder, CancellationToken cancellation = default)
    {
        var place = new DirectoryInfo(Place(folder));
        IReadOnlyList<StoredFile> files = !place.Exists ? [] :
        [
            .. place.EnumerateFiles("*", Everything)
                .Select(file => Stored($"{folder}/{Below(place, file)}", file)).OfType<StoredFile>()
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        return Task.FromResult(files);
    }

    /// <summary>Null for a file that was renamed or deleted since the folder was read: other writers are at work.</summary>
    private static StoredFile? Stored(string path, FileInfo file)
    {
        try
        {
            return new(path, file.Length, file.LastWriteTimeUtc);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string Below(DirectoryInfo folder, FileInfo file) =>
        Path.GetRelativePath(folder.FullName, file.FullName).Replace(Path.DirectorySeparatorChar, '/');

    private string Place(string path)
    {
        var place = Path.GetFullPath(Path.Combine(root, path));
        return place == root || place.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? place
            : throw new BadInputException($"'{path}' lies outside the lake {root}");
    }

    private static bool Renamed(string temporary, string final)
    {
        File.Move(temporary, final, overwrite: true);
        return true;
    }

    /// <summary>Writes a file aside, then has it placed.</summary>
    private static async Task<bool> PlaceAsync(string final, Stream content, Func<string, bool> place, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(final)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(final)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            await WriteDurablyAsync(temporary, content, cancellation);
            var placed = place(temporary);
            FileLink.FlushFolder(folder);
            return placed;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task WriteDurablyAsync(string file, Stream content, CancellationToken cancellation)
    {
        await using var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await content.CopyToAsync(output, cancellation);
        await output.FlushAsync(cancellation);
        output.Flush(flushToDisk: true);
    }
}
