namespace CryptoEtl.EndToEnd.Tests;

/// <summary>Where things lie.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Ancestors().First(folder => File.Exists(Path.Combine(folder, "CryptoEtl.sln")));

    /// <summary>A folder beside the project that tests may use; skips the test where there is none.</summary>
    public static string Shared(string path)
    {
        var folder = Ancestors().Select(ancestor => Path.Combine(ancestor, "shared", path)).FirstOrDefault(Directory.Exists);
        Skip.If(folder is null, $"shared/{path} is not beside the project");
        return folder!;
    }

    private static IEnumerable<string> Ancestors()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
