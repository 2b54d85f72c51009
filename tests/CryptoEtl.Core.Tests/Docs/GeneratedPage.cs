namespace CryptoEtl.Core.Tests.Docs;

/// <summary>A page of docs/ that is written from the code. Set UPDATE_DOCS=1 to write it anew; otherwise it is compared.</summary>
internal static class GeneratedPage
{
    public static void Check(string path, string expected)
    {
        var file = Path.Combine(Root, "docs", path);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }

        Assert.True(File.Exists(file), $"docs/{path} is missing; run the tests once with UPDATE_DOCS=1");
        Assert.Equal(expected, File.ReadAllText(file));
    }

    /// <summary>Pages below a folder of docs/, by file name.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, "docs", folder), "*.md").Select(file => Path.GetFileName(file));

    private static string Root
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(at.FullName, "CryptoEtl.sln")))
                at = at.Parent ?? throw new InvalidOperationException("CryptoEtl.sln is above no folder of this test");
            return at.FullName;
        }
    }
}
