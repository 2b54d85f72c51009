using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Functions.Features.Proof;

/// <summary>Rows of features that the lake has.</summary>
internal sealed class StoredRows(Lake lake, TableDefinition table, DeltaSnapshot? snapshot)
{
    public static async Task<StoredRows> OpenAsync(Lake lake, TableDefinition table, CancellationToken cancellation) =>
        new(lake, table, await lake.Table(table).SnapshotAsync(cancellation));

    public ProofTable Version => new(table.FullName, snapshot?.Version ?? -1);

    /// <returns>Null: the table does not have the day.</returns>
    public async Task<Batch?> OfAsync(int day, CancellationToken cancellation)
    {
        var files = snapshot?.FilesOf(Tables.EventDate, DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Select(file => file.Path).ToHashSet();
        if (files is null or { Count: 0 })
            return null;
        var parts = new List<Batch>();
        await foreach (var rows in lake.Table(table).ReadFilesAsync(snapshot!, (file, _) => files.Contains(file.Path), null, cancellation))
            parts.Add(rows);
        return Batch.Concat(table, parts);
    }
}
