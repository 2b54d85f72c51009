using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Core.Runs;

/// <summary>Days that a pipeline without history missed.</summary>
public static class KnownGaps
{
    /// <summary>The days between the newest earlier batch and this one that have no batch.</summary>
    /// <param name="earlier">Slots of the batches that are there.</param>
    /// <returns>Rows of <see cref="GateTables.Gap"/>; none for a first batch. Earlier holes were recorded by the batches that ended them.</returns>
    public static Batch Before(BatchId batch, IEnumerable<BatchId> earlier, RowOrigin origin)
    {
        var rows = new BatchBuilder(GateTables.Gap);
        var newest = earlier.Where(other => other.Slot < batch.Slot).Select(other => other.EventDate).DefaultIfEmpty(batch.EventDate).Max();
        for (var day = newest.AddDays(1); day < batch.EventDate; day = day.AddDays(1))
        {
            rows.Text("pipeline", batch.Pipeline)
                .Day("missed_on", day)
                .Day("last_before", newest)
                .Origin(origin, new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero), TimeSpan.Zero)
                .EndRow();
        }

        return rows.Build();
    }
}
