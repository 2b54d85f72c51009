namespace CryptoEtl.Data.Tests;

/// <summary>Files that may lie beside the project and are not part of it. Tests that need them are skipped where they are not.</summary>
internal static class SharedFiles
{
    /// <summary>The folder <c>shared/<paramref name="path"/></c> of the nearest ancestor that has one; skips the test otherwise.</summary>
    public static string Folder(string path)
    {
        var folder = Find(path);
        Skip.If(folder is null, $"shared/{path} is not beside the project");
        return folder!;
    }

    /// <summary>The names of a folder's entries, or one placeholder so that a theory still shows up as skipped.</summary>
    public static IEnumerable<string> Names(string path, Func<string, IEnumerable<string>> entries) =>
        Find(path) is { } folder ? entries(folder) : ["(shared files are absent)"];

    private static string? Find(string path)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", path);
            if (Directory.Exists(folder))
                return folder;
        }

        return null;
    }
}
