using System.Runtime.InteropServices;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>The two file-system calls that .NET does not offer: a link that never replaces, and a folder's flush.</summary>
internal static partial class FileLink
{
    private const int FileExists = 17;

    /// <summary>Gives a finished file its final name.</summary>
    /// <returns>False: the name is taken.</returns>
    /// <exception cref="IOException">The file system refused for another reason.</exception>
    public static bool TryCreate(string finished, string final)
    {
        if (OperatingSystem.IsWindows())
            return TryMove(finished, final);
        if (link(finished, final) == 0)
            return true;

        var error = Marshal.GetLastPInvokeError();
        return error == FileExists
            ? false
            : throw new IOException($"cannot link {final}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>A new name survives a power cut only once its folder is flushed.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        var handle = open(folder, 0);
        if (handle < 0)
            return;
        _ = fsync(handle);
        _ = close(handle);
    }

    /// <summary>On Windows a move without overwrite is atomic.</summary>
    private static bool TryMove(string finished, string final)
    {
        try
        {
            File.Move(finished, final, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(final))
        {
            return false;
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string oldPath, string newPath);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int handle);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int handle);
}
