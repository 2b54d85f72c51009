namespace Parquet.Net.Tests.Corpus;

/// <summary>Finds real files of other writers. They are read where they lie and are not part of the project.</summary>
internal static class CorpusFolder
{
    private static readonly string? Root = Find();

    public const string Missing = "the corpus of real files (shared/data/formats) is not above the test assembly";

    public static bool IsMissing => Root is null;

    /// <summary>Names of the files in a folder of the corpus; one empty name where there is no corpus, so that a theory has a case to skip.</summary>
    public static TheoryData<string> Names(string folder)
    {
        var names = new TheoryData<string>();
        foreach (string name in Files(folder)) names.Add(name);
        if (IsMissing) names.Add("");
        return names;
    }

    public static IEnumerable<string> Files(string folder) => IsMissing
        ? []
        : Directory.EnumerateFiles(PathOf(folder)).Where(path => !path.EndsWith(".json", StringComparison.Ordinal)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public static string PathOf(string folder, string name = "") => Path.Combine(Root!, "parquet", folder, name);

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared", "data", "formats");
            if (Directory.Exists(Path.Combine(candidate, "parquet"))) return candidate;
        }
        return null;
    }
}
