using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Revisions;

/// <summary>A data file, and the commit that brought it.</summary>
/// <param name="Path">Below the lake's root.</param>
/// <param name="Version">Null: the commit was cleaned away, a checkpoint stands in its place.</param>
/// <param name="CommittedAt">When the commit was made.</param>
/// <param name="Batch">Null: no batch of ours wrote it.</param>
/// <param name="IsCurrent">False: later commits put other files in its place.</param>
public sealed record CommittedFile(string Path, long? Version, DateTimeOffset CommittedAt, BatchId? Batch, bool IsCurrent)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The part of the batch that the file holds: between the batch's id and the hash.</summary>
    public string Part => PartOf(Name);

    /// <summary>Of a file name such as <c>live-20180201T120000Z.coingecko-coins-list.0123456789ab.parquet</c>; the name itself where it has another form.</summary>
    public static string PartOf(string name)
    {
        var pieces = name.Split('.');
        return pieces.Length >= 4 ? string.Join('.', pieces[1..^2]) : name;
    }
}

/// <summary>Which commit brought which data file.</summary>
public static class TableCommits
{
    /// <summary>Every file that a batch ever brought, in order of commit. Files that only rearrange rows are left out.</summary>
    public static async Task<IReadOnlyList<CommittedFile>> ReadAsync(Lake lake, TableDefinition table, CancellationToken cancellation = default)
    {
        var log = lake.Table(table).Log;
        if (await log.LatestAsync(cancellation) is not { } latest)
            return [];

        var current = latest.Files.Select(file => file.File).ToHashSet(StringComparer.Ordinal);
        var files = new Dictionary<string, CommittedFile>(StringComparer.Ordinal);
        for (var version = 0L; version <= latest.Version; version++)
        {
            foreach (var file in (await log.CommitAsync(version, cancellation))?.Adds ?? [])
            {
                if (file.DataChange)
                    files[file.File] = Of(table, file, version, current);
            }
        }

        var cleaned = latest.Files.Where(file => file.DataChange && !files.ContainsKey(file.File)).Select(file => Of(table, file, null, current));
        return [.. files.Values.Concat(cleaned).OrderBy(file => file.Version ?? -1).ThenBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static CommittedFile Of(TableDefinition table, DeltaAdd file, long? version, HashSet<string> current) => new(
        $"{table.Folder}/{file.File}", version, DateTimeOffset.FromUnixTimeMilliseconds(file.ModificationTime),
        BatchId.TryParse(file.File[(file.File.LastIndexOf('/') + 1)..].Split('.')[0]), current.Contains(file.File));
}
