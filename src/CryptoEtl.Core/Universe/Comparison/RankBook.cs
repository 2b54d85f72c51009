namespace CryptoEtl.Core.Universe.Comparison;

/// <summary>Our ranks by day and asset.</summary>
public sealed class RankBook
{
    private readonly Dictionary<(int Day, string Asset), (DateTime Seen, long? RankAll, double? Cap)> rows = [];
    private readonly Dictionary<int, long> last = [];

    /// <param name="universe">Rows of <see cref="UniverseTables.Silver"/>; of several with one key the one seen last counts.</param>
    public RankBook(IEnumerable<Batch> universe)
    {
        foreach (var batch in universe)
            Add(batch);
        foreach (var ((day, _), (_, rank, _)) in rows)
            last[day] = Math.Max(last.GetValueOrDefault(day), rank ?? 0);
    }

    /// <summary>The universe has this day.</summary>
    public bool Has(DateOnly day) => last.ContainsKey(day.DayNumber);

    /// <summary>Null: no row on that day.</summary>
    public (long? RankAll, double? CapUsd)? Of(DateOnly day, string asset) =>
        rows.TryGetValue((day.DayNumber, asset), out var row) ? (row.RankAll, row.Cap) : null;

    private void Add(Batch batch)
    {
        var (days, assets, ranks) = (batch.Instants("day"), batch.Texts("asset_id"), batch.Integers("rank_all"));
        var (caps, seen) = (batch.Numbers("market_cap_usd"), batch.Instants(Tables.ObservedAt));
        for (var row = 0; row < batch.RowCount; row++)
        {
            if (days[row] is not { } day || assets[row] is not { } asset)
                continue;
            var key = ((int)(day.Ticks / TimeSpan.TicksPerDay), asset);
            if (!rows.TryGetValue(key, out var known) || known.Seen <= (seen[row] ?? DateTime.MinValue))
                rows[key] = (seen[row] ?? DateTime.MinValue, ranks[row], caps[row]);
        }
    }
}
