namespace CryptoEtl.Core.Coinbase;

/// <summary>A stretch of days in which a product was seen in one state.</summary>
/// <param name="DaysUnseen">Days before <paramref name="FirstSeen"/> on which nobody looked; null for the first stretch.</param>
public sealed record ListingStretch(
    string ProductId, string? AssetId, string State, DateOnly FirstSeen, DateOnly LastSeen, bool IsCurrent, string? Follows, int? DaysUnseen);

/// <summary>Every stretch of every product, carried from day to day. Neither source tells when a state began, so we keep what we saw.</summary>
public static class ListingHistory
{
    /// <summary>What is known after a day: what was known before it, and that day's states.</summary>
    /// <param name="before">Stretches as of an earlier day.</param>
    /// <param name="today">Product, asset and state of everything seen that day.</param>
    /// <param name="held">Products whose rows the gate held back: listed, but in a state we do not trust. Their stretch stays as it was.</param>
    public static IReadOnlyList<ListingStretch> After(
        IReadOnlyList<ListingStretch> before, IEnumerable<(string ProductId, string? AssetId, string State)> today,
        IReadOnlySet<string> held, DateOnly day)
    {
        var seen = today.ToDictionary(row => row.ProductId);
        var current = before.Where(stretch => stretch.IsCurrent).ToDictionary(stretch => stretch.ProductId);
        var unseen = current.Values.Where(stretch => !seen.ContainsKey(stretch.ProductId)).ToList();
        var vanished = unseen.Where(stretch => !held.Contains(stretch.ProductId))
            .Select(stretch => (stretch.ProductId, stretch.AssetId, State: ListingState.Absent));
        return
        [
            .. before.Where(stretch => !stretch.IsCurrent)
                .Concat(unseen.Where(stretch => held.Contains(stretch.ProductId)))
                .Concat(seen.Values.Concat(vanished).SelectMany(row => Continue(current.GetValueOrDefault(row.ProductId), row, day)))
                .OrderBy(stretch => stretch.ProductId, StringComparer.Ordinal).ThenBy(stretch => stretch.FirstSeen),
        ];
    }

    private static IEnumerable<ListingStretch> Continue(ListingStretch? open, (string ProductId, string? AssetId, string State) row, DateOnly day)
    {
        if (open is null)
            return [new(row.ProductId, row.AssetId, row.State, day, day, IsCurrent: true, Follows: null, DaysUnseen: null)];
        if (open.State == row.State)
            return [open with { AssetId = row.AssetId ?? open.AssetId, LastSeen = day }];

        return
        [
            open with { IsCurrent = false },
            new(row.ProductId, row.AssetId ?? open.AssetId, row.State, day, day, IsCurrent: true, open.State, day.DayNumber - open.LastSeen.DayNumber - 1),
        ];
    }

    /// <summary>Stretches from rows of <see cref="CoinbaseTables.State"/>.</summary>
    public static IReadOnlyList<ListingStretch> FromRows(Batch rows) =>
    [
        .. Enumerable.Range(0, rows.RowCount).Select(row => new ListingStretch(
            rows.Texts("product_id")[row]!, rows.Texts("asset_id")[row], rows.Texts("state")[row]!,
            DateOnly.FromDateTime(rows.Instants("first_seen")[row]!.Value), DateOnly.FromDateTime(rows.Instants("last_seen")[row]!.Value),
            rows.Flags("is_current")[row] == true, rows.Texts("follows")[row], (int?)rows.Integers("days_unseen")[row])),
    ];

    /// <summary>Rows of <see cref="CoinbaseTables.State"/>.</summary>
    public static Batch ToRows(IEnumerable<ListingStretch> stretches, RowOrigin origin)
    {
        var rows = new BatchBuilder(CoinbaseTables.State);
        foreach (var stretch in stretches)
        {
            rows.Text("product_id", stretch.ProductId)
                .Text("asset_id", stretch.AssetId)
                .Text("state", stretch.State)
                .Day("first_seen", stretch.FirstSeen)
                .Day("last_seen", stretch.LastSeen)
                .Flag("is_current", stretch.IsCurrent)
                .Text("follows", stretch.Follows)
                .Integer("days_unseen", stretch.DaysUnseen)
                .Origin(origin, origin.ObservedAt, TimeSpan.Zero)
                .EndRow();
        }

        return rows.Build();
    }
}
