using System.Globalization;
using System.Text;
using System.Text.Json;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>A copy of a table of another writer, whose log can be cleaned, or damaged, like in real life.</summary>
internal sealed class CleanedTable : IDisposable
{
    private const string Corpus = "data/formats/delta";
    private readonly TemporaryFolder folder = new();
    private readonly string original;

    /// <param name="kind">Folder of the corpus: read, refuse or broken.</param>
    public CleanedTable(string kind, string name)
    {
        Name = name;
        var corpus = Path.Combine(SharedFiles.Folder(Corpus), kind);
        original = Path.Combine(corpus, name);
        Expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(corpus, $"{name}.expected.json"))).RootElement;
        Copy(_ => true);
        (Checkpoint, Last) = (Versions("*.checkpoint*").Max(), Versions("*.json").Max());
    }

    public string Name { get; }

    public JsonElement Expected { get; }

    public FolderStorage Storage => new(folder.Path);

    public DeltaLog Log => new(Storage, Name);

    /// <summary>Version of the newest checkpoint of the original.</summary>
    public long Checkpoint { get; }

    /// <summary>Version of the newest commit of the original.</summary>
    public long Last { get; }

    private string LogFolder => Path.Combine(folder.Path, Name, "_delta_log");

    /// <summary>Names of tables of the corpus whose log holds a classic checkpoint.</summary>
    public static IEnumerable<string> WithCheckpoint() => SharedFiles.Names($"{Corpus}/read", corpus =>
        from table in Directory.EnumerateDirectories(corpus)
        where Directory.EnumerateFiles(Path.Combine(table, "_delta_log"), "*.checkpoint*.parquet").Any()
        orderby table
        select Path.GetFileName(table));

    public string LogFile(string name) => Path.Combine(LogFolder, name);

    public string LogFile(long version) => LogFile($"{version:D20}.json");

    /// <summary>Deletes the commits up to a version, as writers do once a checkpoint stands for them.</summary>
    public CleanedTable CleanUpTo(long version)
    {
        for (; version >= 0; version--)
            File.Delete(LogFile(version));
        return this;
    }

    /// <summary>Puts the original's log files back whose names are wanted.</summary>
    public void Restore(Func<string, bool> wanted) => Copy(wanted);

    public void Empty()
    {
        foreach (var file in Directory.EnumerateFiles(LogFolder))
            File.Delete(file);
    }

    /// <summary>All that a snapshot knows, as text. <c>dataChange</c> is left out: a checkpoint may say false.</summary>
    public static string Describe(DeltaSnapshot snapshot)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"version {snapshot.Version}");
        text.AppendLine(Json(snapshot.Protocol)).AppendLine(Json(snapshot.Metadata with { Configuration = Sorted(snapshot.Metadata.Configuration) }));
        foreach (var file in snapshot.Files)
            text.AppendLine(Json(file with { DataChange = false, PartitionValues = Sorted(file.PartitionValues) }));
        foreach (var transaction in snapshot.Transactions.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            text.AppendLine(Json(transaction.Value));
        return text.ToString();
    }

    public Task<(int Rows, string Digest)> DigestAsync(DeltaSnapshot snapshot) =>
        DeltaDigest.OfAsync(new DeltaReader(Storage, Name).ReadAsync(snapshot));

    public void Dispose() => folder.Dispose();

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> map) =>
        new(map.ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private IEnumerable<long> Versions(string pattern) => Directory.EnumerateFiles(LogFolder, pattern)
        .Select(file => Path.GetFileName(file))
        .Where(name => char.IsAsciiDigit(name[0]))
        .Select(name => long.Parse(name[..20], CultureInfo.InvariantCulture));

    private void Copy(Func<string, bool> wanted)
    {
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            if (!wanted(Path.GetFileName(file)))
                continue;
            var copy = Path.Combine(folder.Path, Name, Path.GetRelativePath(original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
