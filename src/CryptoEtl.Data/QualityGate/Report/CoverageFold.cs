using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Report;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate.Report;

/// <summary>Folds new files of a table into its years of coverage; years that they do not touch are not read.</summary>
internal sealed class CoverageFold(Lake lake, ReportFolder folder, TableDefinition table)
{
    private SortedDictionary<int, YearCoverage> years = [];
    private bool isWhole;

    /// <summary>Files read by <see cref="WriteAsync"/>.</summary>
    public int Files { get; private set; }

    public static string PageOf(string table, int year) => $"coverage/{table}-{year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)}.html";

    /// <summary>Writes the years that changed.</summary>
    public async Task WriteAsync(ReportManifest manifest, CancellationToken cancellation)
    {
        var mark = await CheckedAsync(manifest.Coverage.GetValueOrDefault(table.FullName), cancellation);
        var after = await TryFoldAsync(mark, cancellation) ?? await FoldAsync(null, cancellation);
        foreach (var (year, coverage) in years)
        {
            await folder.WriteAsync(DocumentOf(year), coverage, cancellation);
            await folder.PageAsync(PageOf(table.FullName, year), CoveragePage.Of(coverage), cancellation);
        }

        manifest.Coverage[table.FullName] = after with { Years = [.. years.Keys, .. isWhole ? [] : mark?.Years ?? []] };
    }

    /// <summary>Null where a document is gone: all are made anew then.</summary>
    private async Task<CoverageMark?> CheckedAsync(CoverageMark? mark, CancellationToken cancellation)
    {
        foreach (var year in mark?.Years ?? [])
        {
            if (!await folder.HasAsync(DocumentOf(year), cancellation) || !await folder.HasAsync(PageOf(table.FullName, year), cancellation))
                return null;
        }

        return mark;
    }

    /// <summary>Null where a file of an old commit was put together with others and deleted since.</summary>
    private async Task<CoverageMark?> TryFoldAsync(CoverageMark? mark, CancellationToken cancellation)
    {
        try
        {
            return await FoldAsync(mark, cancellation);
        }
        catch (LakeException) when (mark is not null)
        {
            return null;
        }
    }

    private async Task<CoverageMark> FoldAsync(CoverageMark? mark, CancellationToken cancellation)
    {
        var (rows, quarantine) = (lake.Table(table), lake.Table(GateTables.Quarantine));
        var (mine, held) = (await NewFiles.OfAsync(rows, mark?.Rows, cancellation), await HeldAsync(quarantine, mark?.Held, cancellation));
        if (mine.IsWhole != held.IsWhole)
            (mine, held) = (await NewFiles.AllAsync(rows, cancellation), await NewFiles.AllAsync(quarantine, cancellation));
        (years, isWhole, Files) = ([], mine.IsWhole, mine.Files.Count + held.Files.Count);
        foreach (var file in mine.Files)
            await AddAsync(CoverageRows.ReadAsync(rows, file, cancellation), cancellation);
        foreach (var file in held.Files)
            await AddAsync(CoverageRows.HeldAsync(quarantine, file, CoverageRows.SourcesOf(table), cancellation), cancellation);
        return new(mine.Version, held.Version, []);
    }

    /// <summary>No file where no source of the table is held back by asset.</summary>
    private Task<NewFiles> HeldAsync(LakeTable quarantine, long? since, CancellationToken cancellation) =>
        CoverageRows.SourcesOf(table).Count > 0 ? NewFiles.OfAsync(quarantine, since, cancellation) : Task.FromResult(new NewFiles(-1, [], since is null));

    private async Task AddAsync(IAsyncEnumerable<(string Asset, DateTime Day, DayWord Word)> rows, CancellationToken cancellation)
    {
        await foreach (var (asset, day, word) in rows.WithCancellation(cancellation))
        {
            var year = await YearAsync(day.Year, cancellation);
            if (word == DayWord.Held)
                year.Held(asset, day);
            else
                year.Has(asset, day, word == DayWord.Has);
        }
    }

    private async Task<YearCoverage> YearAsync(int year, CancellationToken cancellation)
    {
        if (!years.TryGetValue(year, out var coverage))
        {
            coverage = (isWhole ? null : await folder.ReadAsync<YearCoverage>(DocumentOf(year), cancellation)) ?? YearCoverage.Empty(table.FullName, year);
            years[year] = coverage;
        }

        return coverage;
    }

    private string DocumentOf(int year) => $"_coverage/{table.FullName}-{year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture)}.json";
}
