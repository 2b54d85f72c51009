namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>Whether commits that came first leave true what a commit was computed from.</summary>
/// <remarks>
/// Source: the rules of delta-rs (<c>conflict_checker.rs</c>) and Spark (<c>ConflictChecker.scala</c>) at the level
/// Serializable. A blind append needs none of this: it read nothing.
/// </remarks>
internal static class DeltaConflicts
{
    /// <summary>For what read the whole table: no rows may have come or gone. Files that were only put together anew do not matter.</summary>
    /// <param name="after">The version that was read, or up to which was looked already; -1: there was no table.</param>
    /// <exception cref="LakeConflictException">Rows, or the table itself, have changed.</exception>
    public static Task RequireSameRowsAsync(DeltaLog log, long after, long upTo, CancellationToken cancellation) =>
        RequireAsync(log, after, upTo, commit => commit switch
        {
            { Adds: var adds } when adds.Any(add => add.DataChange) => "added rows that were not read",
            { Removes: var removes } when removes.Any(remove => remove.DataChange) => "removed rows that were read",
            _ => null,
        }, cancellation);

    /// <summary>For what puts files together anew: they must all still be there. Rows that came do not matter.</summary>
    /// <param name="rewritten">Decoded paths.</param>
    /// <exception cref="LakeConflictException">One of the files, or the table itself, has changed.</exception>
    public static Task RequireFilesAsync(DeltaLog log, long after, long upTo, IReadOnlySet<string> rewritten, CancellationToken cancellation) =>
        RequireAsync(
            log, after, upTo, commit => commit.Removes.FirstOrDefault(remove => rewritten.Contains(remove.File)) is { } gone ? $"removed {gone.File}" : null, cancellation);

    /// <summary>Who made a commit, as far as it says.</summary>
    public static string AuthorOf(DeltaCommit commit) =>
        commit.Transactions is [var transaction, ..] ? transaction.AppId
        : commit.CommitInfo?["txnId"]?.ToString() ?? commit.CommitInfo?["engineInfo"]?.ToString() ?? "an unnamed writer";

    private static async Task RequireAsync(
        DeltaLog log, long after, long upTo, Func<DeltaCommit, string?> conflict, CancellationToken cancellation)
    {
        for (var version = after + 1; version <= upTo; version++)
        {
            var commit = await log.CommitAsync(version, cancellation)
                ?? throw new LakeException($"{log.Table}: commit {version} was cleaned away; whether it changed what was read cannot be told");
            var reason = commit.Protocol is not null || commit.Metadata is not null ? "made or changed the table itself" : conflict(commit);
            if (reason is not null)
                throw new LakeConflictException(log.Table, version, AuthorOf(commit), reason);
        }
    }
}
