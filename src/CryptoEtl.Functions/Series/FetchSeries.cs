using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Series;

/// <summary>How many pages are read, compared and staged at once: their rows are in memory meanwhile.</summary>
public sealed class SeriesTurns() : SemaphoreSlim(Environment.ProcessorCount);

/// <summary>Fetches a page of assets: raw first, then what is new in each ledger. Run twice, it asks once and leaves the same files.</summary>
public sealed class FetchSeries(SourceDirectory sources, Lake lake, EtlSettings settings, SeriesTurns turns)
{
    [Function(nameof(FetchSeries))]
    public async Task<FetchedSeries> RunAsync([ActivityTrigger] SeriesFetch input, CancellationToken cancellation)
    {
        var page = await PageStore.ReadAsync(lake, input.Batch, input.Page, cancellation);
        var answers = new SeriesAnswers(sources, lake, input.Batch);
        await answers.FetchAsync(page, cancellation);

        await turns.WaitAsync(cancellation);
        try
        {
            var rows = await PageRows.ReadAsync(lake, input.Batch, page, cancellation);
            var (parts, coverage) = await StageAsync(input.Batch, page.Name, rows, answers.ObservedAt, cancellation);
            return new(input.Page, parts, coverage, answers.Sources, answers.Failures, answers.ObservedAt) { Refusals = answers.Refusals, Drift = rows.Drift };
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<(List<JudgedPart> Parts, StagedPart? Coverage)> StageAsync(
        BatchId batch, string page, PageRows rows, DateTimeOffset? observedAt, CancellationToken cancellation)
    {
        var (stage, parts) = (new LedgerStage(lake, settings.Thresholds), new List<JudgedPart>());
        var compared = await CompareAsync(rows, cancellation);
        Batch[] fresh = [.. compared.Select(table => table.Differences.Rows)];
        foreach (var (held, differences) in compared)
        {
            var origin = new RowOrigin(batch, observedAt!.Value, RawSha256: null);
            if (await stage.JudgeAsync(differences, held.Version, page, origin, cancellation, new(held.Rows, fresh)) is { } part)
                parts.Add(part);
        }

        return (parts, rows.Coverage.RowCount == 0 ? null
            : await lake.Table(HistoricalTables.Coverage).StageAsync(batch, page, rows.Coverage, cancellation));
    }

    /// <summary>What each ledger holds of the page, and what is new.</summary>
    private async Task<List<(HeldRows Held, DifferenceRows Differences)>> CompareAsync(PageRows rows, CancellationToken cancellation)
    {
        var compared = new List<(HeldRows, DifferenceRows)>();
        foreach (var table in rows.Tables.Select(Tables.Named))
        {
            var held = await LedgerRows.ReadAsync(lake, table, table.Key[0], rows.SubjectsOf(table), cancellation);
            compared.Add((held, rows.Differences(table, held.Rows)));
        }

        return compared;
    }
}
