namespace CryptoEtl.Data.Features.Files;

/// <summary>A file that is written under another name beside its own, and gets its own only when it is whole.</summary>
internal sealed class NewFile : IDisposable
{
    private readonly string final, temporary;

    public NewFile(string path)
    {
        final = Path.GetFullPath(path);
        temporary = Path.Combine(Path.GetDirectoryName(final)!, $".{Path.GetFileName(final)}.{Path.GetRandomFileName()}.tmp");
        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        Stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
    }

    public FileStream Stream { get; }

    /// <summary>Takes the place of what was there.</summary>
    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(temporary, final, overwrite: true);
    }

    /// <summary>Leaves nothing behind that was not committed.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        File.Delete(temporary);
    }
}
