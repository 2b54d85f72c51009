using CryptoEtl.Core;

namespace CryptoEtl.LocalHost.Durable.Storage;

/// <summary>Lets one process at a time run the engine on a store. The system frees the lock when the process ends, however it ends.</summary>
internal sealed class EngineLock : IDisposable
{
    private readonly FileStream _file;

    private EngineLock(FileStream file) => _file = file;

    /// <exception cref="BadInputException">Another engine holds the lock, or the folder cannot be written.</exception>
    public static EngineLock Take(string databasePath)
    {
        try
        {
            // The file stays behind: deleting it could let two processes lock two files of one name.
            return new EngineLock(new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (held is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new BadInputException($"{databasePath} is in use: another etl process runs on it. Stop that one first, or choose another data folder.", held);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new BadInputException($"{databasePath} cannot be written: {denied.Message}", denied);
        }
    }

    public void Dispose() => _file.Dispose();
}
