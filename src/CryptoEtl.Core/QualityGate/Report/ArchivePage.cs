using System.Globalization;
using static System.FormattableString;
using static CryptoEtl.Core.QualityGate.Report.ReportHtml;

namespace CryptoEtl.Core.QualityGate.Report;

/// <summary><c>table/NAME-YYYY-MM.html</c>: every verdict on a table's batches of one month, in order of the chain. A busy month has several pages.</summary>
/// <param name="Month">Such as 2018-02: of the moment the batches stand for.</param>
/// <param name="Number">Of the page, from 1.</param>
public sealed record ArchivePage(string Table, string Month, int Number, IReadOnlyList<ArchivedVerdict> Verdicts)
{
    /// <summary>Verdicts of a page: so many are written again for one more, however many there were.</summary>
    public const int Length = 100;

    public bool IsFull => Verdicts.Count >= Length;

    public static string MonthOf(SealedVerdict verdict) => verdict.Batch.Slot.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Name of a page in its folder.</summary>
    public static string FileOf(string table, string month, int number) => Invariant($"{table}-{month}{(number == 1 ? "" : Invariant($"-{number}"))}.html");

    /// <param name="hasNext">Another page of the month follows.</param>
    public string ToHtml(bool hasNext) => Page(
        Invariant($"{Table}, {Month}{(Number == 1 && !hasNext ? "" : Invariant($", page {Number}"))}"),
        Invariant($"<p>{Link($"{Table}.html", Table)}{(Number > 1 ? " " + Link(FileOf(Table, Month, Number - 1), "before") : "")}{(hasNext ? " " + Link(FileOf(Table, Month, Number + 1), "after") : "")}</p>\n")
            + ReportHtml.Table(["verdict#", "batch", "seen", "decision", "rows#", "passed#", "held back#", "findings", "why", "hashes"], Verdicts.Select(Row)),
        "../index.html");

    private static string[] Row(ArchivedVerdict verdict) =>
    [
        Invariant($"{verdict.Sequence}"), Text(verdict.Batch), Moment(verdict.ObservedAt), Badge(GateRecords.Word(verdict.Decision)),
        Number0(verdict.RowsIn), Number0(verdict.RowsPassed), Number0(verdict.RowsQuarantined),
        string.Join(", ", verdict.Findings.Where(rule => rule.Value > 0).OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => Invariant($"{Text(rule.Key)} {rule.Value}"))),
        List(verdict.Reasons.Concat(verdict.Remarks)),
        Invariant($"{Code(verdict.Sha256)}<br><small>contract</small> {Code(verdict.Contract)}"),
    ];

    private static string Number0(int value) => ReportHtml.Number(value);
}
