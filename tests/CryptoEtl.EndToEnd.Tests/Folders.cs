namespace CryptoEtl.EndToEnd.Tests;

/// <summary>Copies of folders.</summary>
internal static class Folders
{
    /// <summary>All files, those of inner folders too.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
