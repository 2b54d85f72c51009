namespace CryptoEtl.Core.Derivatives;

/// <summary>Contracts added up by asset, by venue and over all.</summary>
internal static class DerivativesAggregates
{
    /// <returns>Rows of <see cref="DerivativesSilver.Asset"/>, by asset id.</returns>
    public static Batch ByAsset(IEnumerable<HarmonisedContract> contracts, RowOrigin origin)
    {
        var rows = new BatchBuilder(DerivativesSilver.Asset);
        foreach (var asset in contracts.Where(contract => contract.IsMapped).GroupBy(contract => contract.AssetId!).OrderBy(group => group.Key, StringComparer.Ordinal))
            AddAsset(rows, asset.Key, [.. asset.Where(IsCentralised)], [.. asset.Where(contract => !IsCentralised(contract))], origin);
        return rows.Build();
    }

    private static void AddAsset(BatchBuilder rows, string asset, List<HarmonisedContract> listed, List<HarmonisedContract> onchain, RowOrigin origin)
    {
        var perpetuals = listed.Where(contract => contract.IsPerpetual).ToList();
        var futures = listed.Where(contract => !contract.IsPerpetual).ToList();
        rows.Text("asset_id", asset)
            .Integer("contracts", listed.Count)
            .Integer("venues", listed.Select(contract => contract.VenueId).Distinct().Count())
            .Integer("perpetuals", perpetuals.Count)
            .Integer("futures", futures.Count)
            .Integer("onchain_perpetuals", onchain.Count)
            .Number("open_interest_usd", OpenInterest(listed))
            .Integer("open_interest_contracts", listed.Count(contract => contract.OpenInterestUsd is not null))
            .Number("perp_open_interest_usd", OpenInterest(perpetuals))
            .Number("futures_open_interest_usd", OpenInterest(futures))
            .Number("volume_24h_usd", Volume(listed))
            .Number("perp_volume_24h_usd", Volume(perpetuals));
        AddRates(rows, perpetuals, futures, onchain);
        rows.Origin(origin, origin.ObservedAt, TimeSpan.Zero).EndRow();
    }

    private static void AddRates(BatchBuilder rows, List<HarmonisedContract> perpetuals, List<HarmonisedContract> futures, List<HarmonisedContract> onchain) => rows
        .Number("funding_8h", DerivativesSums.WeightedMean(perpetuals.Select(contract => (contract.Funding8h, contract.OpenInterestUsd))))
        .Number("funding_8h_median", DerivativesSums.Median(perpetuals.Select(contract => contract.Funding8h)))
        .Integer("funding_contracts", perpetuals.Count(contract => contract.Funding8h is not null))
        .Number("basis_perp", DerivativesSums.Median(perpetuals.Select(contract => contract.Basis)))
        .Number("basis_futures_annualised", DerivativesSums.Median(futures.Select(contract => contract.BasisAnnualised)))
        .Number("onchain_funding_8h_median", DerivativesSums.Median(onchain.Select(contract => contract.Funding8h)));

    /// <param name="venues">Rows of <see cref="DerivativesTables.Venue"/> that passed the gate.</param>
    /// <returns>Rows of <see cref="DerivativesSilver.Venue"/>, by venue id.</returns>
    public static Batch ByVenue(IEnumerable<HarmonisedContract> contracts, Batch venues, RowOrigin origin)
    {
        var reported = Enumerable.Range(0, venues.RowCount).ToDictionary(row => venues.Texts("venue_id")[row]!);
        var seen = contracts.Where(IsCentralised).ToLookup(contract => contract.VenueId);
        var rows = new BatchBuilder(DerivativesSilver.Venue);
        foreach (var venue in reported.Keys.Union(seen.Select(group => group.Key)).Order(StringComparer.Ordinal))
        {
            if (reported.TryGetValue(venue, out var row))
                AddReported(rows, venues, row);
            AddVenue(rows, venue, [.. seen[venue]]);
            rows.Origin(origin, origin.ObservedAt, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }

    private static void AddReported(BatchBuilder rows, Batch venues, int row) => rows
        .Text("venue_name", venues.Texts("venue_name")[row])
        .Number("reported_open_interest_btc", venues.Numbers("open_interest_btc")[row])
        .Number("reported_volume_24h_btc", venues.Numbers("volume_24h_btc")[row]);

    private static void AddVenue(BatchBuilder rows, string venue, List<HarmonisedContract> contracts) => rows
        .Text("venue_id", venue)
        .Integer("contracts", contracts.Count)
        .Integer("mapped_contracts", contracts.Count(contract => contract.IsMapped))
        .Integer("perpetuals", contracts.Count(contract => contract.IsPerpetual))
        .Integer("futures", contracts.Count(contract => !contract.IsPerpetual))
        .Number("open_interest_usd", OpenInterest(contracts))
        .Integer("open_interest_contracts", contracts.Count(contract => contract.OpenInterestUsd is not null))
        .Number("volume_24h_usd", Volume(contracts))
        .Number("funding_8h_median", DerivativesSums.Median(contracts.Select(contract => contract.Funding8h)));

    /// <param name="onchain">Rows of <see cref="DerivativesTables.OnchainVolume"/> that passed the gate; kinds not asked for have none.</param>
    /// <returns>One row of <see cref="DerivativesSilver.Market"/>.</returns>
    public static Batch Whole(IReadOnlyList<HarmonisedContract> contracts, Batch onchain, RowOrigin origin)
    {
        var listed = contracts.Where(IsCentralised).ToList();
        var volume = Volume(listed);
        var rows = new BatchBuilder(DerivativesSilver.Market);
        rows.Integer("contracts", listed.Count)
            .Integer("venues", listed.Select(contract => contract.VenueId).Distinct().Count())
            .Number("mapped_share_of_volume", volume > 0 ? (Volume(listed.Where(contract => contract.IsMapped)) ?? 0) / volume : null)
            .Number("open_interest_usd", OpenInterest(listed))
            .Number("volume_24h_usd", volume)
            .Number("onchain_perp_volume_24h_usd", Total(onchain, "perp_volume"))
            .Number("onchain_perp_open_interest_usd", Total(onchain, "perp_open_interest"))
            .Number("options_premium_24h_usd", Total(onchain, "options_premium"))
            .Number("options_notional_24h_usd", Total(onchain, "options_notional"))
            .Origin(origin, origin.ObservedAt, TimeSpan.Zero)
            .EndRow();
        return rows.Build();
    }

    private static double? Total(Batch onchain, string kind) => DerivativesSums.Sum(
        Enumerable.Range(0, onchain.RowCount).Where(row => onchain.Texts("kind")[row] == kind).Select(row => onchain.Numbers("total_24h_usd")[row]));

    private static double? OpenInterest(IEnumerable<HarmonisedContract> contracts) => DerivativesSums.Sum(contracts.Select(contract => contract.OpenInterestUsd));

    private static double? Volume(IEnumerable<HarmonisedContract> contracts) => DerivativesSums.Sum(contracts.Select(contract => contract.VolumeUsd));

    private static bool IsCentralised(HarmonisedContract contract) => contract.Source == HarmonisedContract.CoinGecko;
}
