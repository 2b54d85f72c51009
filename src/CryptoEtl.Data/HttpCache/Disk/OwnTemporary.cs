namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>A folder for this process's unfinished files. Those of processes that died are swept away when the next one starts.</summary>
/// <remarks>A lock file beside the folder is held open while the process lives; process ids would be used again, locks are not.</remarks>
internal sealed class OwnTemporary : IDisposable
{
    private readonly FileStream alive;
    private readonly string folder;

    public OwnTemporary(string parent)
    {
        Directory.CreateDirectory(parent);
        Sweep(parent);
        alive = Lock(parent);
        folder = alive.Name[..^".lock".Length];
        Directory.CreateDirectory(folder);
    }

    /// <summary>A name for a new file.</summary>
    public string NewFile() => Path.Combine(folder, Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        File.Delete(alive.Name);
        alive.Dispose();
    }

    private static FileStream Lock(string parent)
    {
        while (true)
        {
            try
            {
                var name = Path.Combine(parent, $"{Environment.ProcessId}-{Path.GetRandomFileName()}.lock");
                return new(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException swept) when (swept is not DirectoryNotFoundException && Directory.Exists(parent) && IsLocked(swept))
            {
                // A sweeper was between our making the file and our locking it: another name.
            }
        }
    }

    /// <summary>EWOULDBLOCK on Unix, a sharing violation on Windows.</summary>
    private static bool IsLocked(IOException failure) => failure.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static void Sweep(string parent)
    {
        foreach (var mark in Directory.EnumerateFiles(parent, "*.lock"))
        {
            try
            {
                using var dead = new FileStream(mark, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                var left = mark[..^".lock".Length];
                if (Directory.Exists(left))
                    Directory.Delete(left, recursive: true);
                File.Delete(mark);
            }
            catch (IOException)
            {
                // Its owner lives, or another process sweeps it at this moment.
            }
        }
    }
}
