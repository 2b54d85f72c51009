using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.QualityGate.Report;

/// <summary>Files of a table that came since a version.</summary>
/// <param name="Version">The table is at now; -1: there is none.</param>
/// <param name="Files">With rows that are new, oldest first.</param>
/// <param name="IsWhole">They are all files: what was folded before does not count.</param>
internal sealed record NewFiles(long Version, IReadOnlyList<DeltaAdd> Files, bool IsWhole)
{
    /// <summary>Reads the commits since the version and no others; all files where they are not there any more.</summary>
    /// <param name="since">Null: all files.</param>
    public static async Task<NewFiles> OfAsync(LakeTable table, long? since, CancellationToken cancellation)
    {
        if (since is not { } version || (version >= 0 && await table.Log.CommitAsync(version, cancellation) is null))
            return await AllAsync(table, cancellation);

        var files = new List<DeltaAdd>();
        for (; await table.Log.CommitAsync(version + 1, cancellation) is { } commit; version++)
        {
            // Rows that went away for good leave no trace in bits: those are counted anew.
            if (commit.Removes.Any(file => file.DataChange))
                return await AllAsync(table, cancellation);
            files.AddRange(commit.Adds.Where(file => file.DataChange).OrderBy(file => file.Path, StringComparer.Ordinal));
        }

        return version == -1 && await table.SnapshotAsync(cancellation) is not null ? await AllAsync(table, cancellation) : new(version, files, IsWhole: false);
    }

    public static async Task<NewFiles> AllAsync(LakeTable table, CancellationToken cancellation) =>
        await table.SnapshotAsync(cancellation) is { } snapshot
            ? new(snapshot.Version, [.. snapshot.Files.OrderBy(file => FileStatistics.Of(file).MinInstant(Core.Tables.ObservedAt)).ThenBy(file => file.Path, StringComparer.Ordinal)], IsWhole: true)
            : new(-1, [], IsWhole: true);
}
