using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;

namespace CryptoEtl.Functions.Series;

/// <summary>Vintages of a ledger, and the version of the table they were read from: a difference depends on it.</summary>
/// <param name="Version">-1: there is no table.</param>
internal sealed record HeldRows(Batch Rows, long Version);

/// <summary>Reads vintages of ledgers, file by file, passing over files that hold none of the wanted subjects.</summary>
internal static class LedgerRows
{
    /// <summary>All vintages of some subjects.</summary>
    /// <param name="column">asset_id, slug or the like: text or whole number.</param>
    /// <param name="columns">What to read, that column among them; null reads all.</param>
    public static async Task<HeldRows> ReadAsync(
        Lake lake, TableDefinition table, string column, IReadOnlySet<string> subjects, CancellationToken cancellation, IReadOnlyList<string>? columns = null)
    {
        var snapshot = await lake.Table(table).SnapshotAsync(cancellation);
        if (snapshot is null || subjects.Count == 0)
            return new(new BatchBuilder(table).Build(), snapshot?.Version ?? -1);

        var (accepted, parts) = (await lake.Gate.AcceptedAsync(table, cancellation), new List<Batch>());
        var read = accepted is null ? columns : columns?.Append(Tables.BatchId).ToList();
        await foreach (var rows in lake.Table(table).ReadFilesAsync(snapshot, (_, statistics) => subjects.Any(subject => MayHold(statistics, column, subject)), read, cancellation))
            parts.Add(Accepted(rows.Take(Of(rows, column, subjects)), accepted));
        return new(parts.Count == 0 ? new BatchBuilder(table).Build() : Batch.Concat(table, parts), snapshot.Version);
    }

    /// <summary>All vintages.</summary>
    /// <param name="keep">False for a file that need not be read; null reads all.</param>
    public static async Task<HeldRows> AllAsync(
        Lake lake, TableDefinition table, CancellationToken cancellation, Func<FileStatistics, bool>? keep = null, IReadOnlyList<string>? columns = null)
    {
        if (await lake.Table(table).SnapshotAsync(cancellation) is not { } snapshot)
            return new(new BatchBuilder(table).Build(), -1);

        var (accepted, parts) = (await lake.Gate.AcceptedAsync(table, cancellation), new List<Batch>());
        var read = accepted is null ? columns : columns?.Append(Tables.BatchId).ToList();
        await foreach (var rows in lake.Table(table).ReadFilesAsync(snapshot, keep is null ? null : (_, statistics) => keep(statistics), read, cancellation))
            parts.Add(Accepted(rows, accepted));
        return new(parts.Count == 0 ? new BatchBuilder(table).Build() : Batch.Concat(table, parts), snapshot.Version);
    }

    /// <summary>The newest vintage of every key, what is gone left out.</summary>
    public static async Task<Batch> NewestAsync(Lake lake, TableDefinition table, CancellationToken cancellation) =>
        Ledger.Newest((await AllAsync(lake, table, cancellation)).Rows, withWithdrawn: false);

    /// <param name="accepted">Null: every batch counts.</param>
    public static Batch Accepted(Batch rows, AcceptedBatches? accepted) => accepted is null ? rows : accepted.Of(rows);

    /// <summary>A subject column as text: LunarCrush's ids are numbers.</summary>
    public static string?[] TextsOf(Batch rows, string column) => rows[column] switch
    {
        long?[] numbers => [.. numbers.Select(number => number?.ToString(CultureInfo.InvariantCulture))],
        _ => rows.Texts(column),
    };

    private static bool MayHold(FileStatistics statistics, string column, string subject) =>
        column != "lunarcrush_id" ? statistics.MayHold(column, subject)
        : long.Parse(subject, CultureInfo.InvariantCulture) is var id && !(statistics.MinNumber(column) > id) && !(statistics.MaxNumber(column) < id);

    private static List<int> Of(Batch rows, string column, IReadOnlySet<string> subjects)
    {
        var texts = TextsOf(rows, column);
        var kept = new List<int>();
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (texts[row] is { } text && subjects.Contains(text))
                kept.Add(row);
        }

        return kept;
    }
}
