using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate;

/// <summary>Which batches of one table may be read.</summary>
/// <param name="judged">Id of each batch that was judged, and whether it passed.</param>
public sealed class AcceptedBatches(IReadOnlyDictionary<string, bool> judged)
{
    /// <summary>Batches that were refused, and are read on a person's word.</summary>
    private HashSet<string> Vouched { get; init; } = [];

    public bool Contains(string? batch) => batch is not null && (judged.GetValueOrDefault(batch) || Vouched.Contains(batch));

    /// <summary>Whether there is a verdict on the batch.</summary>
    public bool IsJudged(string batch) => judged.ContainsKey(batch);

    /// <summary>The same, and batches that a person vouches for.</summary>
    public AcceptedBatches And(IEnumerable<string> vouched) => new(judged) { Vouched = [.. vouched] };

    /// <summary>Rows of accepted batches only.</summary>
    public Batch Of(Batch rows)
    {
        var ids = rows.Texts(Tables.BatchId);
        var (last, lastPasses) = ((string?)null, false);
        var kept = new List<int>(rows.RowCount);
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (row == 0 || ids[row] != last)
                (last, lastPasses) = (ids[row], Contains(ids[row]));
            if (lastPasses)
                kept.Add(row);
        }

        return kept.Count == rows.RowCount ? rows : rows.Take(kept);
    }
}
