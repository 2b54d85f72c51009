using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>Files that are there whole or not at all, also after a power cut.</summary>
internal static class DurableFile
{
    /// <summary>Writes a small file under a temporary name and swaps it in.</summary>
    public static void Replace(string file, ReadOnlySpan<byte> content, string temporary, bool flush)
    {
        using (var output = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            output.Write(content);
            output.Flush(flush);
        }

        Place(temporary, file, flush);
    }

    /// <summary>Gives a finished, flushed file its final name, in place of any other.</summary>
    public static void Place(string temporary, string file, bool flush)
    {
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);
        File.Move(temporary, file, overwrite: true);
        if (flush)
            FileLink.FlushFolder(folder);
    }

    /// <returns>Null: it is not there.</returns>
    public static async Task<byte[]?> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, cancellation);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
