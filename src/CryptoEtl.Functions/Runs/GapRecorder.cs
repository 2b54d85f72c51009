using CryptoEtl.Core;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Runs;

/// <summary>What a daily pipeline without history knows of its earlier days.</summary>
internal static class GapRecorder
{
    /// <summary>Stages the days missed since the batch before.</summary>
    /// <param name="table">A table that every batch of the pipeline writes.</param>
    public static async Task<TablePart> StageGapsAsync(this Lake lake, TableDefinition table, RowOrigin origin, CancellationToken cancellation)
    {
        var gaps = KnownGaps.Before(origin.Batch, await lake.Table(table).BatchesAsync(cancellation), origin);
        return await lake.StageAsync(origin.Batch, origin.Batch.Pipeline, gaps, cancellation);
    }

    /// <summary>The newest batch of a table that was there before a slot; null when there is none.</summary>
    public static async Task<BatchId?> NewestBeforeAsync(this LakeTable table, DateTimeOffset slot, CancellationToken cancellation) =>
        (await table.BatchesAsync(cancellation)).LastOrDefault(batch => batch.Slot < slot);
}
