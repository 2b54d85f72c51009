namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>One commit as a person would ask about it.</summary>
/// <param name="Time">Of the commit's file, made strictly increasing.</param>
/// <param name="Operation">As the writer named it; empty when it did not.</param>
/// <param name="Transaction">The batch, or what else names the commit.</param>
/// <param name="RowsAdded">By the files' statistics; 0 for a commit that only puts files together anew.</param>
public sealed record DeltaHistoryEntry(
    long Version, DateTimeOffset Time, string Operation, string Transaction, int FilesAdded, int FilesRemoved, long RowsAdded);

/// <summary>What happened to the table.</summary>
public sealed partial class DeltaLog
{
    /// <summary>The last commits that are there, newest first.</summary>
    public async Task<IReadOnlyList<DeltaHistoryEntry>> HistoryAsync(int count, CancellationToken cancellation = default)
    {
        var entries = new List<DeltaHistoryEntry>();
        foreach (var (version, time) in (await ListAsync(cancellation)).CommitTimes().TakeLast(count).Reverse())
        {
            if (await CommitAsync(version, cancellation) is { } commit)
                entries.Add(Entry(version, time, commit));
        }

        return entries;
    }

    private static DeltaHistoryEntry Entry(long version, DateTimeOffset time, DeltaCommit commit) => new(
        version, time, commit.CommitInfo?["operation"]?.ToString() ?? "", DeltaConflicts.AuthorOf(commit), commit.Adds.Count, commit.Removes.Count,
        commit.Adds.Where(add => add.DataChange).Sum(add => FileStatistics.Of(add).NumRecords ?? 0));
}
