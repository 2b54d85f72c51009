using CryptoEtl.Core.QualityGate.Report;

namespace CryptoEtl.Data.QualityGate.Report;

/// <summary>How far the pages of a folder are: <c>_manifest.json</c>. Without it all of them are made anew.</summary>
/// <param name="Format">Of the documents and pages; another one is not read.</param>
/// <param name="Tables">By full name.</param>
/// <param name="Coverage">By full name of the table.</param>
/// <param name="Pages">SHA-256 of each page that has no document of its own, by path.</param>
internal sealed record ReportManifest(
    int Format, SortedDictionary<string, TableMark> Tables, SortedDictionary<string, CoverageMark> Coverage, SortedDictionary<string, string> Pages)
{
    public const int Current = 1;

    /// <summary>Version up to which a table is on a page of its own, by full name.</summary>
    public SortedDictionary<string, long> Versions { get; init; } = new(StringComparer.Ordinal);

    public static ReportManifest Empty => new(Current, new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal));
}

/// <summary>The last verdict of a table that is on its pages.</summary>
/// <param name="Months">Pages of its archive by month.</param>
internal sealed record TableMark(long Sequence, string Sha256, SortedDictionary<string, int> Months)
{
    /// <summary>What its page was made of; the same again need not be made.</summary>
    public string Made { get; init; } = "";
}

/// <summary>Versions of which all rows are in the documents of coverage; -1: there is no table.</summary>
/// <param name="Rows">Of the table.</param>
/// <param name="Held">Of the quarantine.</param>
internal sealed record CoverageMark(long Rows, long Held, SortedSet<int> Years);

/// <summary>A page of the archive, as it is kept to be continued.</summary>
internal sealed record ArchiveDocument(IReadOnlyList<ArchivedVerdict> Verdicts);
