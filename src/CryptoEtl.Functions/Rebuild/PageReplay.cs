using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources;
using CryptoEtl.Functions.Runs;

namespace CryptoEtl.Functions.Rebuild;

/// <summary>Bronze tables of snapshots: each answer is a part of its own.</summary>
public sealed class PageReplay : IBatchReplay
{
    public bool Handles(TableDefinition table) => table.Layer == Layer.Bronze && !table.IsLedger && table != Core.Historical.HistoricalTables.Coverage && IsParsed(table);

    public IReadOnlyList<TableDefinition> Together(TableDefinition table) => [table];

    /// <summary>In order of path, as they were committed.</summary>
    public async Task<IReadOnlyList<StagedPart>> ReplayAsync(Lake lake, BatchId batch, TableDefinition table, CancellationToken cancellation)
    {
        var parts = new List<StagedPart>();
        foreach (var (request, answer) in await RequestRecords.OfAsync(lake, batch, cancellation))
        {
            if (Answers.TableOf(request.Endpoint).FullName != table.FullName)
                continue;
            var parsed = await RawRows.ParseAsync(lake, batch, request, answer, cancellation);
            parts.Add(await lake.Table(table).StageAsync(batch, request.Name, parsed.Rows, cancellation));
        }

        return [.. parts.OrderBy(part => part.Path, StringComparer.Ordinal)];
    }

    private static bool IsParsed(TableDefinition table) => Core.Planning.EndpointCatalogue.All
        .Where(endpoint => endpoint.Name is not (Core.Planning.Endpoints.Key or Core.Planning.Endpoints.Usage))
        .Any(endpoint => Answers.TableOf(endpoint.Name).FullName == table.FullName);
}
