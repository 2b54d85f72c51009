using CryptoEtl.Core.Historical;

namespace CryptoEtl.Core.Revisions;

/// <summary>What becomes of a key: nothing, or a row of some class.</summary>
internal enum Outcome
{
    Unchanged,
    Outdated,
    Appended,
    ClosedEdge,
    Restated,
    NullFilled,
}

/// <summary>Compares a fresh row with the newest vintage of its key.</summary>
internal sealed class RowComparison(TableDefinition table, Batch held, Batch fresh)
{
    private readonly (Array Held, Array Fresh)[] values = [.. table.Values.Select(column => (held[column.Name], fresh[column.Name]))];
    private readonly string?[] revisions = held.Texts(Tables.Revision);
    private readonly DateTime?[] heldEvent = held.Instants(Tables.EventTime), heldObserved = held.Instants(Tables.ObservedAt);
    private readonly DateTime?[] freshEvent = fresh.Instants(Tables.EventTime), freshObserved = fresh.Instants(Tables.ObservedAt);
    private readonly DateTime?[] freshAvailable = fresh.Instants(Tables.AvailableAt);
    private readonly TimeSpan? lag = PublicationLags.OfSilver(table);

    /// <param name="before">Row of the newest vintage; negative: none.</param>
    public Outcome Classify(int before, int now, Func<int, bool> wasCovered)
    {
        if (before < 0)
            return wasCovered(now) ? Outcome.NullFilled : Outcome.Appended;
        if (heldObserved[before] > freshObserved[now])
            return Outcome.Outdated;
        if (IsWithdrawn(before))
            return Outcome.NullFilled;

        var (differs, onlyFills) = Compare(before, now);
        if (!differs)
            return Outcome.Unchanged;
        if (WasUnsettled(before, now))
            return Outcome.ClosedEdge;
        return onlyFills ? Outcome.NullFilled : Outcome.Restated;
    }

    public bool IsWithdrawn(int before) => revisions[before] == RevisionClasses.Withdrawn;

    public bool WasSeenAfter(int before, DateTimeOffset moment) => heldObserved[before] > moment.UtcDateTime;

    /// <summary>Whether the vintage was seen before its period was out.</summary>
    /// <remarks>
    /// The lag is the silver table's, else the fresh row's: <c>available_at</c> is never after <c>observed_at</c>, so in a fresh row that was seen early it is too
    /// short, but still later than the vintage. What describes the moment it was seen at, such as a listing, is settled at once.
    /// </remarks>
    private bool WasUnsettled(int before, int now) =>
        heldObserved[before] < heldEvent[before] + (lag ?? freshAvailable[now] - freshEvent[now]);

    private (bool Differs, bool OnlyFills) Compare(int before, int now)
    {
        var differs = false;
        foreach (var (old, @new) in values)
        {
            if (Cells.AreEqual(old, before, @new, now))
                continue;
            if (!Cells.IsNull(old, before))
                return (true, false);
            differs = true;
        }

        return (differs, true);
    }
}
