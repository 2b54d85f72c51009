using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Report;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate.Report;

/// <summary>Pages of all verdicts by month: new ones are put on the last page of their month, and nothing else is touched.</summary>
internal sealed class VerdictArchive(Lake lake, ReportFolder folder)
{
    private readonly SortedDictionary<string, List<SealedVerdict>> fromTable = new(StringComparer.Ordinal);

    /// <summary>Brings the archives of all tables up to date.</summary>
    /// <exception cref="LakeException">A file of the verdicts is missing or broken.</exception>
    public async Task WriteAsync(ReportManifest manifest, IReadOnlyList<TableTrend> trends, CancellationToken cancellation)
    {
        foreach (var trend in trends.Where(trend => !IsContinued(manifest.Tables.GetValueOrDefault(trend.Table), trend)))
            manifest.Tables.Remove(trend.Table);
        foreach (var trend in trends)
            await RequirePagesAsync(manifest, trend.Table, cancellation);
        var behind = trends.Where(trend => !IsEnough(manifest.Tables.GetValueOrDefault(trend.Table), trend)).Select(trend => trend.Table).ToHashSet(StringComparer.Ordinal);
        if (behind.Count > 0)
            await ReadTableAsync(manifest, behind, cancellation);
        foreach (var trend in trends)
            await WriteAsync(manifest, trend, fromTable.GetValueOrDefault(trend.Table) ?? trend.Recent, cancellation);
    }

    /// <summary>False: the pages are of another chain.</summary>
    private static bool IsContinued(TableMark? mark, TableTrend trend) =>
        mark is null || (mark.Sequence <= trend.Sequence && trend.Recent.All(verdict => verdict.Sequence != mark.Sequence || verdict.Sha256 == mark.Sha256));

    /// <summary>Whether the last verdicts of the table are all that is new.</summary>
    private static bool IsEnough(TableMark? mark, TableTrend trend) =>
        trend.Recent.Count < TableTrend.Length || (mark is not null && trend.Recent[0].Sequence <= mark.Sequence);

    /// <summary>An archive whose last pages are gone is made anew.</summary>
    private async Task RequirePagesAsync(ReportManifest manifest, string table, CancellationToken cancellation)
    {
        if (manifest.Tables.GetValueOrDefault(table)?.Months.LastOrDefault() is not { Key: { } month } last)
            return;
        foreach (var path in new[] { DocumentOf(table, month, last.Value), PageOf(table, month, last.Value) })
        {
            if (!await folder.HasAsync(path, cancellation))
                manifest.Tables.Remove(table);
        }
    }

    private async Task ReadTableAsync(ReportManifest manifest, HashSet<string> tables, CancellationToken cancellation)
    {
        var (verdicts, from) = (lake.Table(GateTables.Verdict), tables.Min(table => manifest.Tables.GetValueOrDefault(table)?.Sequence ?? 0));
        if (await verdicts.SnapshotAsync(cancellation) is not { } snapshot)
            return;
        await foreach (var rows in verdicts.ReadFilesAsync(snapshot, (_, statistics) => !(statistics.MaxNumber("sequence") <= from), null, cancellation))
        {
            foreach (var verdict in SealedVerdict.Of(rows).Where(verdict => tables.Contains(verdict.Verdict.Table)))
                Of(verdict.Verdict.Table).Add(verdict with { Verdict = verdict.Verdict with { Thresholds = new Dictionary<string, string>(), Metrics = BatchMetrics.None } });
        }
    }

    private List<SealedVerdict> Of(string table)
    {
        if (!fromTable.TryGetValue(table, out var found))
            fromTable[table] = found = [];
        return found;
    }

    private async Task WriteAsync(ReportManifest manifest, TableTrend trend, IReadOnlyList<SealedVerdict> verdicts, CancellationToken cancellation)
    {
        var mark = manifest.Tables.GetValueOrDefault(trend.Table) ?? new(0, "", new(StringComparer.Ordinal));
        var newer = verdicts.Where(verdict => verdict.Sequence > mark.Sequence).OrderBy(verdict => verdict.Sequence).ToList();
        foreach (var month in newer.GroupBy(ArchivePage.MonthOf))
            mark.Months[month.Key] = await AppendAsync(trend.Table, month.Key, mark.Months.GetValueOrDefault(month.Key), [.. month.Select(ArchivedVerdict.Of)], cancellation);
        if (newer.Count > 0)
            mark = mark with { Sequence = newer[^1].Sequence, Sha256 = newer[^1].Sha256 };
        manifest.Tables[trend.Table] = mark;
    }

    /// <summary>Fills the last page and opens as many as it takes. A run that was cut short left verdicts that are there already.</summary>
    /// <returns>Pages of the month.</returns>
    private async Task<int> AppendAsync(string table, string month, int pages, List<ArchivedVerdict> verdicts, CancellationToken cancellation)
    {
        var page = new ArchivePage(table, month, Math.Max(1, pages), pages == 0 ? [] : (await folder.ReadAsync<ArchiveDocument>(DocumentOf(table, month, pages), cancellation))?.Verdicts ?? []);
        var (held, at) = (page.Verdicts.ToList(), 0);
        while (at < verdicts.Count && held.Count > 0 && verdicts[at].Sequence <= held[^1].Sequence)
            at++;
        while (true)
        {
            for (; at < verdicts.Count && held.Count < ArchivePage.Length; at++)
                held.Add(verdicts[at]);
            await WriteAsync(page with { Verdicts = held }, at < verdicts.Count, cancellation);
            if (at == verdicts.Count)
                return page.Number;
            (page, held) = (page with { Number = page.Number + 1 }, []);
        }
    }

    private async Task WriteAsync(ArchivePage page, bool hasNext, CancellationToken cancellation)
    {
        await folder.WriteAsync(DocumentOf(page.Table, page.Month, page.Number), new ArchiveDocument(page.Verdicts), cancellation);
        await folder.PageAsync(PageOf(page.Table, page.Month, page.Number), page.ToHtml(hasNext), cancellation);
    }

    private static string PageOf(string table, string month, int number) => $"table/{ArchivePage.FileOf(table, month, number)}";

    private static string DocumentOf(string table, string month, int number) => $"_archive/{table}-{month}-{number}.json";
}
