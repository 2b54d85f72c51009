using System.Text;
using static System.FormattableString;
using static CryptoEtl.Core.QualityGate.Report.ReportHtml;

namespace CryptoEtl.Core.QualityGate.Report;

/// <summary>What the index shows.</summary>
/// <param name="IsHeadKnown">The newest verdict of the tables is the head of the chain.</param>
/// <param name="Unjudged">Names of tables that have a contract, and no verdict yet.</param>
/// <param name="Coverage">Pages of coverage, below the index.</param>
public sealed record ReportIndex(ChainHead Head, bool IsHeadKnown, IReadOnlyList<ReportTable> Tables, IReadOnlyList<string> Unjudged, IReadOnlyList<string> Coverage)
{
    /// <summary>Null: there are none yet.</summary>
    public FeatureIncidents? Features { get; init; }
}

/// <summary><c>index.html</c>: every table at a glance.</summary>
public static class IndexPage
{
    private const int Failures = 20;

    public static string Of(ReportIndex index)
    {
        var body = new StringBuilder(Chain(index));
        body.Append("<div class=\"cards\">\n").AppendJoin("", index.Tables.Select(Card)).Append("</div>\n");
        body.Append(Halts(index.Tables));
        body.Append(index.Features is null ? "" : FeaturesPage.Summary(index.Features));
        body.Append(Links("Coverage by asset and day", index.Coverage.Select(page => Link(page, page["coverage/".Length..^".html".Length]))));
        body.Append(Links("Contracts without a verdict yet", index.Unjudged.Select(name => Link($"dictionary/{name}.html", name))));
        return Page("Quality gate", body.ToString(), up: null);
    }

    private static string Chain(ReportIndex index)
    {
        var newest = index.Tables.Select(table => table.Trend.Recent[^1]).MaxBy(verdict => verdict.Sequence);
        return Invariant($"<p>{index.Head.Sequence} verdicts; the chain ends with {Code(index.Head.Sha256)}. ")
            + (index.IsHeadKnown ? "The newest verdict is that end." : "<strong class=\"halt\">The newest verdict is not that end.</strong>")
            + Invariant($" {Code("etl gate verify")} reads the chain from its start.</p>\n")
            + (newest is null ? "<p>There is no verdict yet.</p>\n" : Invariant($"<p>The newest is of {Text(newest.Batch.Id)}, seen {Moment(newest.ObservedAt)}.</p>\n"));
    }

    private static string Card(ReportTable table)
    {
        var (batches, last) = (table.Batches, table.Trend.Recent[^1]);
        return Invariant($"<section class=\"card\"><h3>{Link($"table/{table.Name}.html", table.Name)}</h3>\n")
            + Invariant($"<p>{Badge(Word(table.Breaker))} {Badge(GateRecords.Word(table.Standing.Decision))} {Text(table.Standing.Batch)}</p>\n")
            + Invariant($"<p>{Number(last.Verdict.RowsIn)} rows, {Percent(last.Verdict.Loss)} held back of at most {Percent(last.Verdict.MaxLoss)}</p>\n")
            + List(table.Standing.Reasons) + List(table.Words.Select(Said))
            + "<small>rows held back</small>" + ReportSvg.Line([.. batches.Select(batch => (double?)batch.Verdict.Loss)], Invariant($"Loss of the last {batches.Count} batches, at most {Percent(batches.Select(batch => batch.Verdict.Loss).DefaultIfEmpty().Max())}"))
            + "<small>rows in</small>" + ReportSvg.Line([.. batches.Select(batch => (double?)batch.Verdict.RowsIn)], Invariant($"Rows of the last {batches.Count} batches, at most {Number(batches.Select(batch => batch.Verdict.RowsIn).DefaultIfEmpty().Max())}"))
            + "</section>\n";
    }

    /// <summary>A person's word in one line.</summary>
    internal static string Said(GateOverride word) => Invariant($"{word.By} vouches for {word.Batch} until {Moment(word.ExpiresAt)}: {word.Reason}");

    private static string Halts(IReadOnlyList<ReportTable> tables) => "<h2>Latest refused batches</h2>\n" + Table(
        ["table", "batch", "seen", "why"],
        tables.SelectMany(table => table.Halts).OrderByDescending(verdict => verdict.Sequence).Take(Failures).Select(halt => new[]
        {
            Link($"table/{halt.Verdict.Table}.html", halt.Verdict.Table), Text(halt.Batch.Id), Moment(halt.ObservedAt), List(halt.Verdict.Reasons),
        }));

    private static string Links(string title, IEnumerable<string> links)
    {
        var list = ListOfHtml(links);
        return list.Length == 0 ? "" : Invariant($"<h2>{title}</h2>\n{list}");
    }
}
