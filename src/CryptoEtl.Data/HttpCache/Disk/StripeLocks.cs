namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>Short locks among all processes of a host, 256 for all keys. The system frees those of a process that dies.</summary>
/// <param name="folder">The lock files stay: deleting one could let two processes lock two files of one name.</param>
internal sealed class StripeLocks(string folder, TimeProvider waiting)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(4);

    /// <summary>Waits for the lock of a key.</summary>
    /// <exception cref="IOException">It was not free for 30 seconds, or the folder cannot be written.</exception>
    public async Task<IDisposable> TakeAsync(string hash, CancellationToken cancellation)
    {
        var started = waiting.GetTimestamp();
        while (true)
        {
            try
            {
                return Open($"{hash[..2]}.lock");
            }
            catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException))
            {
                if (waiting.GetElapsedTime(started) > Patience)
                    throw new IOException($"cannot lock {Path.Combine(folder, hash[..2])}.lock: {busy.Message}", busy);
            }

            await Task.Delay(Pause, waiting, cancellation);
        }
    }

    /// <summary>The lock of a name, if it is free at once.</summary>
    public IDisposable? TryTake(string name)
    {
        try
        {
            return Open($"{name}.lock");
        }
        catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    private FileStream Open(string name) => new(Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
