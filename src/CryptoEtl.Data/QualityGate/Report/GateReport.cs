using System.Globalization;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Report;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate.Report;

/// <summary>What was written.</summary>
/// <param name="Written">Pages.</param>
/// <param name="Same">Pages looked at that had not changed.</param>
/// <param name="CoverageFiles">Files of the lake that were read for coverage.</param>
public sealed record ReportSummary(long Verdicts, int Tables, int Written, int Same, int CoverageFiles);

/// <summary>Makes the pages of the gate, and after more batches those that changed: what it costs does not depend on how many batches there were.</summary>
/// <param name="output">The folder of the pages.</param>
/// <param name="clock">Tells which overrides count.</param>
public sealed class GateReport(Lake lake, ILakeStorage output, GateThresholds thresholds, TimeProvider clock)
{
    /// <exception cref="LakeException">A file of the lake is missing or broken.</exception>
    public async Task<ReportSummary> WriteAsync(CancellationToken cancellation = default)
    {
        var (folder, state, documents) = (new ReportFolder(output), await lake.Gate.StateAsync(cancellation), new GateDocuments(lake.Storage));
        var manifest = await folder.ManifestAsync(cancellation);
        var trends = new List<TableTrend>();
        foreach (var name in state.Tables.Keys.Order(StringComparer.Ordinal))
            trends.Add(Whole(await documents.TrendAsync(name, cancellation)));

        await new VerdictArchive(lake, folder).WriteAsync(manifest, trends, cancellation);
        var tables = await TablesAsync(manifest, state, trends, cancellation);
        await WriteAsync(folder, manifest, tables, cancellation);
        var files = await CoverageAsync(folder, manifest, cancellation);
        var features = await new FeatureFold(lake, folder).WriteAsync(manifest, cancellation);
        await folder.PageAsync(manifest, "index.html", IndexPage.Of(IndexOf(state, manifest, tables) with { Features = features }), cancellation);
        await folder.WriteAsync(manifest, cancellation);
        return new(state.Head.Sequence, tables.Count, folder.Written, folder.Same, files);
    }

    private TableTrend Whole(TableTrend trend) => trend.Recent.Count > 0 ? trend : throw new LakeException(
        $"{lake.Storage.Describe("_gate")}: the last verdicts on {trend.Table} are missing; delete the folder, it is made anew from {GateTables.Verdict.FullName}");

    private IReadOnlyList<Contract> ContractsOfLake => [.. Contracts.All(thresholds).Where(contract => contract.Table.Layer != Core.Layer.Transient)];

    private async Task<IReadOnlyList<ReportTable>> TablesAsync(ReportManifest manifest, GateState state, IReadOnlyList<TableTrend> trends, CancellationToken cancellation)
    {
        var (now, words, contracts) = (clock.GetUtcNow(), await lake.Gate.OverridesAsync(cancellation), ContractsOfLake.ToDictionary(contract => contract.Table.FullName));
        return
        [
            .. trends.Select(trend => new ReportTable(
                trend, state.Tables[trend.Table], state.Tables[trend.Table].StateAt(now, words), contracts.GetValueOrDefault(trend.Table),
                [.. words.Where(word => word.Table == trend.Table && now < word.ExpiresAt)], manifest.Tables[trend.Table].Months)),
        ];
    }

    private async Task WriteAsync(ReportFolder folder, ReportManifest manifest, IReadOnlyList<ReportTable> tables, CancellationToken cancellation)
    {
        foreach (var table in tables)
            await WriteAsync(folder, manifest, table, cancellation);
        foreach (var contract in ContractsOfLake)
            await folder.PageAsync(manifest, $"dictionary/{contract.Table.FullName}.html", DictionaryPage.Of(contract), cancellation);
    }

    /// <summary>The page of a table, unless all it is made of is as it was.</summary>
    private static async Task WriteAsync(ReportFolder folder, ReportManifest manifest, ReportTable table, CancellationToken cancellation)
    {
        var path = $"table/{table.Name}.html";
        var made = string.Create(CultureInfo.InvariantCulture, $"{table.Trend.Sequence} {table.Breaker} {table.Contract?.Sha256} {GateRecords.ShortId([.. table.Words.Select(word => word.ToString())])}");
        if (manifest.Tables[table.Name].Made == made && await folder.HasAsync(path, cancellation))
        {
            folder.Kept();
            return;
        }

        await folder.PageAsync(manifest, path, TablePage.Of(table), cancellation);
        manifest.Tables[table.Name] = manifest.Tables[table.Name] with { Made = made };
    }

    private async Task<int> CoverageAsync(ReportFolder folder, ReportManifest manifest, CancellationToken cancellation)
    {
        var files = 0;
        foreach (var table in CoverageRows.Tables)
        {
            var fold = new CoverageFold(lake, folder, table);
            await fold.WriteAsync(manifest, cancellation);
            files += fold.Files;
        }

        return files;
    }

    private ReportIndex IndexOf(GateState state, ReportManifest manifest, IReadOnlyList<ReportTable> tables) => new(
        state.Head,
        tables.Count == 0 ? state.Head == ChainHead.Start : tables.Select(table => table.Trend.Recent[^1]).MaxBy(verdict => verdict.Sequence) is { } last && last.Sequence == state.Head.Sequence && last.Sha256 == state.Head.Sha256,
        tables,
        [.. ContractsOfLake.Select(contract => contract.Table.FullName).Except(tables.Select(table => table.Name))],
        [.. manifest.Coverage.SelectMany(table => table.Value.Years.Select(year => CoverageFold.PageOf(table.Key, year)))]);
}
