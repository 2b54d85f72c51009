using CryptoEtl.Core.Historical;

namespace CryptoEtl.Core.Revisions;

/// <summary>Collects the rows that a ledger is to remember, as positions, and makes their columns at the end.</summary>
internal sealed class AppendedRows(Batch held, Batch fresh, RowOrigin origin)
{
    private readonly string batchId = origin.Batch.Id;
    private readonly DateTime observedAt = new(origin.ObservedAt.UtcTicks - (origin.ObservedAt.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
    private readonly DateTime eventDate = origin.Batch.EventDate.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
    private readonly List<int> sources = [];
    private readonly List<string> revisions = [];
    private readonly long[] counts = new long[Enum.GetValues<Outcome>().Length];
    private long withdrawn;

    /// <param name="row">Of the fresh rows.</param>
    public void Add(Outcome outcome, int row)
    {
        counts[(int)outcome]++;
        if (WordOf(outcome) is not { } word)
            return;
        sources.Add(row);
        revisions.Add(word);
    }

    /// <param name="row">Of the held rows.</param>
    /// <param name="isOutdated">The row was seen after the answer that does not tell it.</param>
    public void Withdraw(int row, bool isOutdated)
    {
        if (isOutdated)
        {
            counts[(int)Outcome.Outdated]++;
            return;
        }

        withdrawn++;
        sources.Add(~row);
        revisions.Add(RevisionClasses.Withdrawn);
    }

    public DifferenceRows Build(TableDefinition table) =>
        new(new Batch(table, [.. table.Columns.Select(column => ColumnOf(table, column))]), Counts);

    private RevisionCounts Counts => new(
        counts[(int)Outcome.Appended], counts[(int)Outcome.ClosedEdge], counts[(int)Outcome.Restated], withdrawn,
        counts[(int)Outcome.NullFilled], counts[(int)Outcome.Unchanged], counts[(int)Outcome.Outdated]);

    private static string? WordOf(Outcome outcome) => outcome switch
    {
        Outcome.Appended => RevisionClasses.Appended,
        Outcome.ClosedEdge => RevisionClasses.ClosedEdge,
        Outcome.Restated => RevisionClasses.Restated,
        Outcome.NullFilled => RevisionClasses.NullFilled,
        _ => null,
    };

    /// <summary>A withdrawn row keeps its key and what its period is; its other clocks and its origin are the answer's that lacks it.</summary>
    private Array ColumnOf(TableDefinition table, Column column) => column.Name switch
    {
        Tables.Revision => revisions.ToArray(),
        Tables.AvailableAt => Available(),
        Tables.ObservedAt => Gather<DateTime?>(column, _ => observedAt),
        Tables.BatchId => Gather<string?>(column, _ => batchId),
        Tables.RawSha256 => Gather<string?>(column, _ => origin.RawSha256),
        Tables.EventDate => Gather<DateTime?>(column, _ => eventDate),
        _ => Gather(column, keepsHeld: IsOfThePeriod(column) || table.Key.Contains(column.Name)),
    };

    /// <summary>The day follows from a series' stamp: readers look for what was withdrawn of a day by it.</summary>
    private static bool IsOfThePeriod(Column column) => column.Name == Tables.EventTime || column == SeriesColumns.UtcDay;

    /// <summary>Only a key's first value may have been available before it was seen.</summary>
    private DateTime?[] Available()
    {
        var (available, observed) = (fresh.Instants(Tables.AvailableAt), fresh.Instants(Tables.ObservedAt));
        var column = new DateTime?[sources.Count];
        for (var at = 0; at < column.Length; at++)
        {
            var row = sources[at];
            column[at] = row < 0 ? observedAt : revisions[at] == RevisionClasses.Appended ? available[row] : observed[row];
        }

        return column;
    }

    private Array Gather(Column column, bool keepsHeld) => held[column.Name] switch
    {
        double?[] kept => Gather<double?>(column, row => keepsHeld ? kept[row] : null),
        string?[] kept => Gather<string?>(column, row => keepsHeld ? kept[row] : null),
        long?[] kept => Gather<long?>(column, row => keepsHeld ? kept[row] : null),
        bool?[] kept => Gather<bool?>(column, row => keepsHeld ? kept[row] : null),
        DateTime?[] kept => Gather<DateTime?>(column, row => keepsHeld ? kept[row] : null),
        var other => throw new ArgumentException($"{other.GetType().Name} is no column", nameof(column)),
    };

    private T[] Gather<T>(Column column, Func<int, T> ofWithdrawn)
    {
        var from = (T[])fresh[column.Name];
        var into = new T[sources.Count];
        for (var at = 0; at < into.Length; at++)
            into[at] = sources[at] is >= 0 and var row ? from[row] : ofWithdrawn(~sources[at]);
        return into;
    }
}
