using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate.Quarantine;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.Features;

/// <summary>Silver as observations with the moment of their publication. Rows that the gate holds back are left out.</summary>
internal sealed class SilverInputs(Lake lake, FeatureConfig config)
{
    private static readonly (TableDefinition Table, (string Column, Field Field)[] Fields)[] Daily =
    [
        (HistoricalTables.SilverMarket,
        [
            ("open_usd", Field.Open), ("high_usd", Field.High), ("low_usd", Field.Low), ("close_usd", Field.Close), ("volume_usd", Field.Volume), ("market_cap_usd", Field.MarketCap),
        ]),
        (HistoricalTables.SilverOnchain, [("tvl_usd", Field.Tvl), ("dex_volume_usd", Field.DexVolume)]),
        (HistoricalTables.SilverSocial, [("galaxy_score", Field.GalaxyScore), ("alt_rank", Field.AltRank), ("sentiment", Field.Sentiment), ("interactions", Field.Interactions)]),
    ];

    /// <summary>Everything that is known of some assets, sorted by id. Assets without a row are left out.</summary>
    public async Task<IReadOnlyList<AssetHistory>> ReadAsync(IReadOnlySet<string> assets, CancellationToken cancellation)
    {
        var builders = assets.ToDictionary(asset => asset, asset => new AssetHistoryBuilder(asset, config));
        await EachAsync(assets, (asset, told) => told.AddTo(builders[asset]), cancellation);
        return [.. builders.Values.Where(builder => !builder.IsEmpty).OrderBy(builder => builder.AssetId, StringComparer.Ordinal).Select(builder => builder.Build())];
    }

    /// <summary>Hands over value by value; those of one asset, field and period in the order in which they were seen.</summary>
    public async Task EachAsync(IReadOnlySet<string> assets, Action<string, Told> take, CancellationToken cancellation)
    {
        foreach (var (table, fields) in Daily)
            TakeDays(await RowsAsync(table, assets, cancellation), fields, take);
        TakeHours(await RowsAsync(HistoricalTables.SilverHour, assets, cancellation), take);
        foreach (var (asset, snapshots) in await SilverSnapshots.ReadAsync(lake, assets, cancellation))
            TakeSnapshots(asset, snapshots, take);
    }

    private async Task<Batch> RowsAsync(TableDefinition table, IReadOnlySet<string> assets, CancellationToken cancellation)
    {
        var rows = (await LedgerRows.ReadAsync(lake, table, "asset_id", assets, cancellation)).Rows;
        var held = (await new QuarantineStore(lake).ReadAsync(new QuarantineFilter { Table = table.FullName }, cancellation))
            .Where(row => row.State is QuarantineState.Open or QuarantineState.Discarded).ToLookup(row => row.Key, row => row.Id);
        if (held.Count == 0)
            return rows;
        return rows.Take([.. Enumerable.Range(0, rows.RowCount).Where(row =>
            !(held[GateRecords.KeyOf(rows, row)] is var ids && ids.Any() && ids.Contains(GateRecords.RowId(rows, row))))]);
    }

    private void TakeDays(Batch rows, (string Column, Field Field)[] fields, Action<string, Told> take)
    {
        var (assets, days, available, revisions) = (rows.Texts("asset_id"), rows.Instants("day"), rows.Instants(Tables.AvailableAt), rows.Texts(Tables.Revision));
        var columns = fields.Select(field => rows.Numbers(field.Column)).ToArray();
        foreach (var row in InOrder(rows))
        {
            var (asset, day, published) = (assets[row]!, DateOnly.FromDateTime(days[row]!.Value).DayNumber, available[row]!.Value.Ticks);
            var isGone = revisions[row] == RevisionClasses.Withdrawn;
            for (var column = 0; column < columns.Length; column++)
            {
                var (field, value) = (fields[column].Field, isGone ? double.NaN : columns[column][row] ?? double.NaN);
                var isOnTime = revisions[row] == RevisionClasses.Appended && published <= config.PublishedTicks(Fields.SourceOf(field), day);
                take(asset, new((int)field, day, value, isOnTime ? Told.Usual : published));
            }
        }
    }

    private static void TakeHours(Batch rows, Action<string, Told> take)
    {
        var (assets, hours, available, revisions, closes) =
            (rows.Texts("asset_id"), rows.Instants("hour"), rows.Instants(Tables.AvailableAt), rows.Texts(Tables.Revision), rows.Numbers("close_usd"));
        foreach (var row in InOrder(rows))
        {
            var close = revisions[row] == RevisionClasses.Withdrawn ? double.NaN : closes[row] ?? double.NaN;
            take(assets[row]!, new(AssetHistory.Hours, (int)(hours[row]!.Value.Ticks / TimeSpan.TicksPerHour), close, available[row]!.Value.Ticks));
        }
    }

    private void TakeSnapshots(string asset, IReadOnlyList<VenuesSnapshot> snapshots, Action<string, Told> take)
    {
        foreach (var (field, day, value, published) in SnapshotDays.Of(snapshots, config))
            take(asset, new((int)field, day, value, published == config.PublishedTicks(FeatureSource.Derivatives, day) ? Told.Usual : published));
    }

    /// <summary>As they were seen: of vintages published at one moment the last one counts.</summary>
    private static IEnumerable<int> InOrder(Batch rows)
    {
        var seen = rows.Instants(Tables.ObservedAt);
        return Enumerable.Range(0, rows.RowCount).OrderBy(row => seen[row]);
    }
}
