using System.Diagnostics;
using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Features.Proof;

/// <summary>Proves on a lake that no row of features looks ahead: made of what there was at its decision time, it is the same to the last bit.</summary>
/// <remarks>Memory: the values of silver, 24 bytes each, the panel of all, and one panel beside it.</remarks>
public sealed class FeatureProof(Lake lake, FeatureConfig config)
{
    /// <summary>Days whose rows are held at a time.</summary>
    private const int DaysAtATime = 32;

    private static readonly TableDefinition[] Read =
    [
        HistoricalTables.SilverMarket, HistoricalTables.SilverHour, HistoricalTables.SilverOnchain, HistoricalTables.SilverSocial, DerivativesSilver.Asset, UniverseTables.Silver,
    ];

    private readonly RowComparison cut = new("truncation"), thousandfold = new("poison x1000"), emptied = new("poison null"), stored = new("stored rows");

    /// <param name="progress">Gets how many days are done, and how many there are.</param>
    /// <exception cref="BadInputException">There are no bars, or no day inside them; or the rows there were made with another configuration.</exception>
    public async Task<ProofCertificate> RunAsync(ProofRequest request, Action<int, int> progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await FeatureHashes.RequireAsync(lake, config, cancellation);
        var (assets, market) = (await StoredRows.OpenAsync(lake, FeatureTables.Asset, cancellation), await StoredRows.OpenAsync(lake, FeatureTables.Market, cancellation));
        List<ProofTable> tables = [.. await VersionsAsync(cancellation), assets.Version, market.Version];
        var data = await ProofData.ReadAsync(lake, config, cancellation);
        var inside = Inside(data.Span, request);
        var chosen = ProofDays.Choose(ProofEvents.Of(data), inside, request.Points, request.Seed);
        await CompareAsync(data, chosen.Days, (assets, market), progress, cancellation);
        var controls = new ProofControls(data, inside, request.Seed).Run(cancellation).ToList();
        return new(
            lake.Storage.Describe(""), tables, FeatureConfig.SpecVersion, config.Hash, data.Assets.Count, data.Assets.Values.Sum(told => (long)told.Count),
            DateOnly.FromDayNumber(data.Span.First), DateOnly.FromDayNumber(data.Span.Last),
            request, [.. chosen.Days.Select(DateOnly.FromDayNumber)], chosen.AtRandom, chosen.Events,
            Checks(), controls, [.. new[] { cut, thousandfold, emptied, stored }.SelectMany(check => check.First)], Math.Round(watch.Elapsed.TotalSeconds, 1));
    }

    private async Task<IReadOnlyList<ProofTable>> VersionsAsync(CancellationToken cancellation)
    {
        var versions = new List<ProofTable>();
        foreach (var table in Read)
            versions.Add(new(table.FullName, (await lake.Table(table).SnapshotAsync(cancellation))?.Version ?? -1));
        return versions;
    }

    /// <summary>On the last day the whole is cut as well, and would prove nothing.</summary>
    private static (int First, int Last) Inside((int First, int Last) span, ProofRequest request)
    {
        var (first, last) = (Math.Max(span.First + 1, request.From?.DayNumber ?? 0), Math.Min(span.Last - 1, request.To?.DayNumber ?? int.MaxValue));
        return first <= last ? (first, last) : throw new BadInputException(
            $"no day to compare: the data reach from {DateOnly.FromDayNumber(span.First):yyyy-MM-dd} to {DateOnly.FromDayNumber(span.Last):yyyy-MM-dd}, and only days inside them, from --from to --to, prove anything");
    }

    private async Task CompareAsync(ProofData data, IReadOnlyList<int> days, (StoredRows Assets, StoredRows Market) there, Action<int, int> progress, CancellationToken cancellation)
    {
        var (panel, done) = (PanelMakers.Honest(data, Limit.None), 0);
        foreach (var some in days.Chunk(DaysAtATime))
        {
            foreach (var full in DayRows.Of(panel, some, cancellation))
            {
                var rows = Made(PanelMakers.Honest, full.Day);
                cut.Compare(full, rows);
                thousandfold.Compare(full, Made(PanelMakers.Thousandfold, full.Day));
                emptied.Compare(full, Made(PanelMakers.Emptied, full.Day));
                await CompareStoredAsync(rows, there, cancellation);
                progress(++done, days.Count);
            }
        }

        DayRows Made(PanelMaker maker, int day) => DayRows.Of(maker(data, Limit.Of(day, config)), day, cancellation);
    }

    private async Task CompareStoredAsync(DayRows rows, (StoredRows Assets, StoredRows Market) there, CancellationToken cancellation)
    {
        var (assets, market) = (await there.Assets.OfAsync(rows.Day, cancellation), await there.Market.OfAsync(rows.Day, cancellation));
        if (assets is null && market is null)
            return;
        stored.CountDay();
        if (assets is not null)
            stored.Compare(rows.Day, rows.Assets, assets);
        if (market is not null)
            stored.Compare(rows.Day, rows.Market, market);
    }

    private IReadOnlyList<ProofCheck> Checks() =>
    [
        Told(cut, "the row made without anything published after its decision time"),
        Told(thousandfold, "the row made with everything published later a thousand times as large, and later members turned round"),
        Told(emptied, "the row made with everything published later emptied, and later members turned round"),
        Told(stored, "the row that the lake has"),
    ];

    private static ProofCheck Told(RowComparison check, string meaning) => new(check.Check, meaning, check.Days, check.Rows, check.Cells, check.Mismatches);
}
