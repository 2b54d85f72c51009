namespace CryptoEtl.Core.Universe;

/// <summary>CoinGecko's lists as rows of the listing ledger.</summary>
public static class ListingRows
{
    /// <summary>Coins of the active list, then those only the inactive one has. When a coin was listed is told while it is new; once told it stays.</summary>
    /// <param name="active">Rows of the active list.</param>
    /// <param name="inactive">Rows of the inactive list; none where it may not be asked for.</param>
    /// <param name="newest">Rows of <see cref="UniverseTables.NewCoin"/>.</param>
    /// <param name="held">The newest vintage of each coin.</param>
    public static Batch Of(Batch active, Batch inactive, Batch newest, Batch held)
    {
        var activated = Activated(held);
        foreach (var (asset, moment) in Activated(newest))
            activated[asset] = moment;

        var rows = new BatchBuilder(UniverseTables.Listing);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Add(rows, active, "active", activated, seen);
        Add(rows, inactive, "inactive", activated, seen);
        return rows.Build();
    }

    private static Dictionary<string, DateTime> Activated(Batch rows)
    {
        var (assets, moments) = (rows.Texts("asset_id"), rows.Instants("activated_at"));
        var activated = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (assets[row] is { } asset && moments[row] is { } moment)
                activated[asset] = moment;
        }

        return activated;
    }

    private static void Add(BatchBuilder rows, Batch list, string status, Dictionary<string, DateTime> activated, HashSet<string> seen)
    {
        var (assets, symbols, names, contracts) = (list.Texts("asset_id"), list.Texts("symbol"), list.Texts("name"), list.Texts("contracts"));
        for (var row = 0; row < list.RowCount; row++)
        {
            if (assets[row] is not { Length: > 0 } asset || !seen.Add(asset))
                continue;

            rows.Text("asset_id", asset).Text("symbol", symbols[row]).Text("name", names[row]).Text("contracts", contracts[row])
                .Text("status", status)
                .Instant("activated_at", activated.TryGetValue(asset, out var moment) ? new DateTimeOffset(moment) : null)
                .Text("type_errors", list.Texts("type_errors")[row]);
            AddClocks(rows, list, row);
        }
    }

    private static void AddClocks(BatchBuilder rows, Batch list, int row)
    {
        var seen = new DateTimeOffset(list.Instants(Tables.ObservedAt)[row]!.Value);
        rows.Origin(new(BatchId.TryParse(list.Texts(Tables.BatchId)[row]!)!, seen, list.Texts(Tables.RawSha256)[row]), seen, TimeSpan.Zero).EndRow();
    }
}
