using System.Runtime.CompilerServices;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The few reads of a lake that the universe's commands need. Every vintage is handed on; who reads them picks the latest.</summary>
internal sealed class UniverseLake(Lake lake)
{
    /// <summary>Members, ranks and reasons by day.</summary>
    public IAsyncEnumerable<Batch> MembershipAsync(CancellationToken cancellation) => ReadAsync(UniverseTables.Silver, cancellation);

    /// <summary>Prices and caps.</summary>
    public IAsyncEnumerable<Batch> ChartAsync(CancellationToken cancellation) => ReadAsync(HistoricalTables.Chart, cancellation);

    /// <summary>Names and symbols as listed.</summary>
    public IAsyncEnumerable<Batch> ListingAsync(CancellationToken cancellation) => ReadAsync(UniverseTables.Listing, cancellation);

    /// <summary>Who was known by what, and when.</summary>
    public IAsyncEnumerable<Batch> IdentityAsync(CancellationToken cancellation) => ReadAsync(UniverseTables.Identity, cancellation);

    private async IAsyncEnumerable<Batch> ReadAsync(TableDefinition table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var source = lake.Table(table);
        var snapshot = await source.SnapshotAsync(cancellation)
            ?? throw new BadInputException($"the lake has no {table.FullName}; 'etl run universe' makes it");
        await foreach (var rows in source.ReadFilesAsync(snapshot, cancellation: cancellation))
            yield return rows;
    }
}
