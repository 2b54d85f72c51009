namespace CryptoEtl.Core.Historical.Silver;

/// <summary>Value locked and exchange volume by asset: the sum over its protocols. Parents are no rows, so nothing counts twice.</summary>
public static class OnchainDays
{
    /// <summary>Where another protocol of the asset tells its level, one that is missing is its last, for so many days: single protocols lack
    /// single days. What comes later plays no part in it.</summary>
    public const int MaxStaleDays = 3;

    /// <param name="tvl">Rows of <see cref="HistoricalTables.Tvl"/>, one per protocol and day.</param>
    /// <param name="dex">Rows of <see cref="HistoricalTables.Dex"/>, one per exchange and day.</param>
    public static Batch Of(Batch tvl, Batch dex, IReadOnlyList<AssetWork> assets, BatchId batch)
    {
        var (levels, flows) = (RowGroups.Of(tvl.Texts("slug"), tvl.Instants("day")), RowGroups.Of(dex.Texts("slug"), dex.Instants("day")));
        var rows = new BatchBuilder(HistoricalTables.SilverOnchain);
        foreach (var asset in assets.OrderBy(asset => asset.AssetId, StringComparer.Ordinal))
        {
            var days = new SortedDictionary<DateTime, Sum>();
            var runs = asset.TvlSlugs.Where(levels.ContainsKey).Select(slug => levels[slug]).ToList();
            foreach (var run in runs)
                AddLevels(days, tvl, run);
            foreach (var run in runs)
                CarryLevels(days, tvl, run);
            foreach (var slug in asset.DexSlugs.Where(flows.ContainsKey))
                AddFlows(days, dex, flows[slug]);
            foreach (var (day, sum) in days)
                sum.Write(rows, asset.AssetId, day, batch);
        }

        return rows.Build();
    }

    private static void AddLevels(SortedDictionary<DateTime, Sum> days, Batch tvl, int[] run)
    {
        foreach (var row in run)
        {
            if (tvl.Numbers("tvl_usd")[row] is { } level)
                Of(days, tvl.Instants("day")[row]!.Value).AddLevel(level, tvl, row);
        }
    }

    private static void CarryLevels(SortedDictionary<DateTime, Sum> days, Batch tvl, int[] run)
    {
        var (told, values) = (tvl.Instants("day"), tvl.Numbers("tvl_usd"));
        var kept = run.Where(row => values[row] is not null).ToArray();
        for (var at = 0; at < kept.Length; at++)
        {
            var day = told[kept[at]]!.Value;
            var next = at + 1 < kept.Length ? told[kept[at + 1]]!.Value : DateTime.MaxValue;
            for (var age = 1; age <= MaxStaleDays && day.AddDays(age) < next; age++)
            {
                if (days.TryGetValue(day.AddDays(age), out var sum) && sum.HasLevel)
                    sum.AddLevel(values[kept[at]]!.Value, tvl, kept[at]);
            }
        }
    }

    private static void AddFlows(SortedDictionary<DateTime, Sum> days, Batch dex, int[] run)
    {
        foreach (var row in run)
        {
            if (dex.Numbers("volume_usd")[row] is { } volume)
                Of(days, dex.Instants("day")[row]!.Value).AddFlow(volume, dex, row);
        }
    }

    private static Sum Of(SortedDictionary<DateTime, Sum> days, DateTime day)
    {
        if (!days.TryGetValue(day, out var sum))
            days.Add(day, sum = new());
        return sum;
    }

    private sealed class Sum
    {
        private (double Usd, int Count) tvl, dex;
        private RowClocks clocks;
        private string? hash;
        private int rows;

        public bool HasLevel => tvl.Count > 0;

        public void AddLevel(double usd, Batch from, int row) => tvl = Add(tvl, usd, from, row);

        public void AddFlow(double usd, Batch from, int row) => dex = Add(dex, usd, from, row);

        public void Write(BatchBuilder into, string asset, DateTime day, BatchId batch)
        {
            into.Text("asset_id", asset).Day("day", DateOnly.FromDateTime(day))
                .Number("tvl_usd", tvl.Count > 0 ? tvl.Usd : null).Integer("tvl_protocols", tvl.Count)
                .Number("dex_volume_usd", dex.Count > 0 ? dex.Usd : null).Integer("dex_protocols", dex.Count);
            clocks.Write(into, day.AddDays(1), PublicationLags.OnChain, batch, rows == 1 ? hash : null);
            into.EndRow();
        }

        private (double Usd, int Count) Add((double Usd, int Count) sum, double usd, Batch from, int row)
        {
            clocks.Add(from, row);
            (hash, rows) = (from.Texts(Tables.RawSha256)[row], rows + 1);
            return (sum.Usd + usd, sum.Count + 1);
        }
    }
}
