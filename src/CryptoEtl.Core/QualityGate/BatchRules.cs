using System.Globalization;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Rules on a batch as a whole, against those that were accepted before.</summary>
public static class BatchRules
{
    private const double Half = 0.5, Twice = 2, Deviations = 6, NormalScale = 1.4826;

    /// <summary>As many rows as on such a day before. Not for ledgers: their batches are of any size.</summary>
    public static BatchRule RowCount(string id) => new(
        id, Severity.Halt,
        $"a batch has at least half and at most twice the rows of the middle one of its weekday, or lies within {Deviations} scaled median deviations, where {Baseline.FewestOfSeason} were accepted before",
        "A cut answer looks like any other but for its length.", facts => OffCount(facts));

    /// <summary>As many nulls as before.</summary>
    /// <param name="rise">Largest rise of a column's share of nulls, a fraction.</param>
    public static BatchRule NullShare(string id, Severity severity, double rise, params string[] columns) => new(
        id, severity,
        string.Create(CultureInfo.InvariantCulture, $"the share of nulls in {string.Join(", ", columns)} is at most {rise} above the middle one of its weekday, where {Baseline.FewestOfSeason} were accepted before"),
        "A column that empties overnight was renamed or closed.", facts => RisenNulls(facts, rise, columns));

    /// <summary>The newest stamp is of today.</summary>
    public static BatchRule Fresh(string id, Severity severity, TimeSpan oldest) => new(
        id, severity, string.Create(CultureInfo.InvariantCulture, $"the newest stamp of a batch is at most {oldest.TotalHours} h old"),
        "An answer from a cache that nobody fills is a whole market that stands still.",
        facts => facts.Metrics.Newest is { } newest && facts.ObservedAt.UtcDateTime - newest > oldest
            ? string.Create(CultureInfo.InvariantCulture, $"the newest stamp is {newest:yyyy-MM-dd'T'HH:mm:ss'Z'}, {(facts.ObservedAt.UtcDateTime - newest).TotalHours:0.#} h old") : null);

    /// <summary>Few enough rows are counted by a figure.</summary>
    /// <param name="most">Share of the rows, a fraction.</param>
    public static BatchRule Share(string id, Severity severity, string figure, double most, string sentence, string why) => new(
        id, severity, sentence, why,
        facts => facts.Metrics.Rows > 0 && facts.Metrics.Figures.GetValueOrDefault(figure) is var count && count > most * facts.Metrics.Rows
            ? string.Create(CultureInfo.InvariantCulture, $"{figure}: {count} of {facts.Metrics.Rows} rows") : null);

    /// <summary>Most of those that should be there are.</summary>
    public static BatchRule Complete(string id, string expected, string seen, double least, string sentence) => new(
        id, Severity.Halt, sentence, "Half a market is no market: ranks, sums and shares over it are wrong.",
        facts => facts.Metrics.Figures.GetValueOrDefault(expected) is > 0 and var all && facts.Metrics.Figures.GetValueOrDefault(seen) is var there && there < least * all
            ? string.Create(CultureInfo.InvariantCulture, $"{there} of {all} are there") : null);

    private static string? OffCount(BatchFacts facts)
    {
        var earlier = facts.Earlier.OfSeason(facts.Slot);
        if (earlier.Count < Baseline.FewestOfSeason)
            return null;
        var middle = Baseline.Median(earlier.Select(batch => (double?)batch.Metrics.Rows))!.Value;
        var limit = Deviations * NormalScale * Baseline.Median(earlier.Select(batch => (double?)Math.Abs(batch.Metrics.Rows - middle)))!.Value;
        var rows = facts.Metrics.Rows;
        return (rows < Half * middle || rows > Twice * middle) && Math.Abs(rows - middle) > limit
            ? string.Create(CultureInfo.InvariantCulture, $"{rows} rows, where {earlier.Count} batches before had {middle}") : null;
    }

    private static string? RisenNulls(BatchFacts facts, double rise, string[] columns)
    {
        var earlier = facts.Earlier.OfSeason(facts.Slot);
        if (earlier.Count < Baseline.FewestOfSeason || facts.Metrics.Rows == 0)
            return null;
        var risen = columns.Select(column => (Column: column, Now: facts.Metrics.NullShare(column), Before: Baseline.Median(earlier.Select(batch => batch.Metrics.NullShare(column)))))
            .Where(share => share.Now - share.Before > rise).ToList();
        return risen.Count == 0 ? null
            : string.Join(", ", risen.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Column} is null in {share.Now * 100:0.#} % of the rows, {share.Before * 100:0.#} % before")));
    }
}
