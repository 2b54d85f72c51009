namespace CryptoEtl.Core.Revisions;

/// <summary>One cell that a source tells otherwise than before.</summary>
/// <param name="Key">Columns of the key, <c>|</c> between them.</param>
/// <param name="Column">Null: the row as a whole was withdrawn.</param>
/// <param name="Relative">|new - old| / |old| of a number; null where it cannot be told.</param>
/// <param name="FirstSeen">When the old value was seen first.</param>
/// <param name="ChangedAt">When the new one was.</param>
public sealed record RevisedCell(
    string Table, string Revision, string Key, string? Column, string? Old, string? New, double? Relative,
    DateTime? FirstSeen, DateTime? ChangedAt, string? OldRawSha256, string? NewRawSha256);

/// <summary>Rows of one class in one table.</summary>
/// <param name="Sizes">By the largest relative change of a number in the row; their sum is <paramref name="Rows"/>.</param>
public sealed record RevisedRows(string Table, string Revision, long Rows, IReadOnlyDictionary<string, long> Sizes);

/// <summary>What a source changed.</summary>
public sealed record RevisionSummary(IReadOnlyList<RevisedRows> Rows, IReadOnlyList<RevisedCell> Largest);

/// <summary>Adds up what changed in a ledger, block by block, in bounded memory.</summary>
/// <param name="most">How many of the largest changes are kept.</param>
/// <param name="revision">Only this class. Null: all.</param>
public sealed class RevisionCounter(TableDefinition table, int most, string? revision)
{
    private readonly Dictionary<string, Dictionary<string, long>> sizes = new(StringComparer.Ordinal);
    private readonly PriorityQueue<RevisedCell, (double Size, string Key, string Column)> largest = new(KeptQueue.Order);

    public RevisionSummary Summary => new(
        [.. RevisionClasses.All.Where(sizes.ContainsKey).Select(known => new RevisedRows(table.FullName, known, sizes[known].Values.Sum(), sizes[known]))],
        [.. largest.UnorderedItems.OrderByDescending(item => item.Priority.Size).ThenBy(item => item.Priority.Key, StringComparer.Ordinal).ThenBy(item => item.Element.ChangedAt).Select(item => item.Element)]);

    /// <param name="vintages">All vintages of some keys, in order of key and time, as <see cref="KnownRows.Vintages"/> gives them.</param>
    public void Add(Batch vintages)
    {
        var (ranks, revisions) = (KeyRanks.Of(table.Key, vintages), vintages.Texts(Tables.Revision));
        for (var row = 0; row < vintages.RowCount; row++)
        {
            if (revisions[row] is not { } word || (revision is not null && word != revision))
                continue;
            var before = row > 0 && ranks[row - 1] == ranks[row] ? row - 1 : -1;
            Count(word, before < 0 ? null : Changes(vintages, before, row, word));
        }
    }

    private void Count(string word, IReadOnlyList<RevisedCell>? changes)
    {
        if (!sizes.TryGetValue(word, out var ofClass))
            sizes.Add(word, ofClass = new(StringComparer.Ordinal));
        var size = RevisionSizes.Of(changes?.Max(change => change.Relative));
        ofClass[size] = ofClass.GetValueOrDefault(size) + 1;
        foreach (var change in changes ?? [])
            largest.EnqueueOrKeep(change, (change.Relative ?? -1, change.Key, change.Column ?? ""), most);
    }

    private List<RevisedCell> Changes(Batch rows, int before, int now, string word) => word == RevisionClasses.Withdrawn
        ? [Cell(rows, before, now, word, null)]
        : [.. table.Values.Where(column => !Cells.AreEqual(rows[column.Name], before, rows[column.Name], now)).Select(column => Cell(rows, before, now, word, column))];

    private RevisedCell Cell(Batch rows, int before, int now, string word, Column? column) => new(
        table.FullName, word, CellText.KeyOf(rows, now), column?.Name,
        column is null ? null : CellText.Of(rows, column.Name, before), column is null ? null : CellText.Of(rows, column.Name, now),
        column is null ? null : RevisionSizes.Relative(Number(rows[column.Name], before), Number(rows[column.Name], now)),
        rows.Instants(Tables.ObservedAt)[before], rows.Instants(Tables.ObservedAt)[now],
        rows.Texts(Tables.RawSha256)[before], rows.Texts(Tables.RawSha256)[now]);

    private static double? Number(Array column, int row) => column switch
    {
        double?[] numbers => numbers[row],
        long?[] integers => integers[row],
        _ => null,
    };
}
