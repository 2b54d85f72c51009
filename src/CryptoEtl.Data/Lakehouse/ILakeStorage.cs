namespace CryptoEtl.Data.Lakehouse;

/// <summary>A file of the lake.</summary>
/// <param name="Path">Below the lake's root, <c>/</c> separated, never percent-encoded.</param>
public sealed record StoredFile(string Path, long Size, DateTimeOffset Modified);

/// <summary>Where a lake lives. Small on purpose: a folder and a blob container both keep these promises.</summary>
public interface ILakeStorage
{
    /// <summary>The place of a file as a person would look it up.</summary>
    string Describe(string path);

    /// <summary>The whole content, seekable; null when there is no such file.</summary>
    Task<Stream?> OpenReadAsync(string path, CancellationToken cancellation = default);

    /// <summary>Size and time of a file; null when there is no such file.</summary>
    Task<StoredFile?> FindAsync(string path, CancellationToken cancellation = default);

    /// <summary>Writes a file that appears whole or not at all, and never replaces another.</summary>
    /// <returns>False: a file of that name is already there, and was left as it is.</returns>
    Task<bool> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellation = default);

    /// <summary>Writes a file that appears whole or not at all, in the place of another of that name. Of writers at once the last stays.</summary>
    Task ReplaceAsync(string path, Stream content, CancellationToken cancellation = default);

    /// <summary>Deletes a file.</summary>
    /// <param name="unlessModifiedAfter">A file written anew since then stays; null: whatever its age.</param>
    /// <returns>False: there is no such file, or it is newer.</returns>
    Task<bool> DeleteAsync(string path, DateTimeOffset? unlessModifiedAfter = null, CancellationToken cancellation = default);

    /// <summary>The files directly in a folder, by name. A folder that does not exist has none.</summary>
    Task<IReadOnlyList<StoredFile>> ListAsync(string folder, CancellationToken cancellation = default);

    /// <summary>Every file below a folder at any depth, by path, what killed writers left half-written included.</summary>
    Task<IReadOnlyList<StoredFile>> ListTreeAsync(string folder, CancellationToken cancellation = default);
}
