using System.IO.Compression;

namespace CryptoEtl.Core.Tests.Universe;

/// <summary>Real market files, where they lie above the test assembly. They are read there and are not part of the project.</summary>
internal static class RealData
{
    public const string Missing = "the real market files (shared/data/real) are not above the test assembly";

    private static readonly string? Root = Find();

    public static bool IsMissing => Root is null;

    /// <summary>Rows of a gzipped CSV file by column name. Fields with quotes are skipped over as they stand: nothing read here has any.</summary>
    public static IEnumerable<Func<string, string>> Rows(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Root!, path)), CompressionMode.Decompress));
        var columns = reader.ReadLine()!.Split(',').Select((name, at) => (name, at)).ToDictionary(column => column.name, column => column.at);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            if (fields.Length == columns.Count)
                yield return column => fields[columns[column]];
        }
    }

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "data", "real");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
