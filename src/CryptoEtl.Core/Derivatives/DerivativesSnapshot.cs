namespace CryptoEtl.Core.Derivatives;

/// <summary>What passed the gate. A source that was not asked has an empty batch.</summary>
public sealed record DerivativesInput(Batch Contracts, Batch Venues, Batch Tickers, Batch OnchainPerps, Batch OnchainVolumes);

/// <summary>The derivatives market of one day: rows of the tables of <see cref="DerivativesSilver"/>.</summary>
public sealed record DerivativesSnapshot(Batch Contracts, Batch Unmapped, Batch Assets, Batch Venues, Batch Market)
{
    public static DerivativesSnapshot Of(DerivativesInput input, FundingIntervals intervals, RowOrigin origin)
    {
        var listed = new ContractHarmoniser(new VenueBook(input.Venues, input.Tickers), intervals).Harmonise(input.Contracts);
        var onchain = new OnchainPerpMapper(listed, intervals).Map(input.OnchainPerps);
        List<HarmonisedContract> all = [.. listed, .. onchain];
        return new(
            ContractRows(all, origin), UnmappedRows(all, origin), DerivativesAggregates.ByAsset(all, origin),
            DerivativesAggregates.ByVenue(all, input.Venues, origin), DerivativesAggregates.Whole(all, input.OnchainVolumes, origin));
    }

    private static Batch ContractRows(IEnumerable<HarmonisedContract> contracts, RowOrigin origin)
    {
        var rows = new BatchBuilder(DerivativesSilver.Contract);
        foreach (var contract in contracts)
        {
            AddNames(rows, contract);
            AddFigures(rows, contract);
            Close(rows, contract, origin);
        }

        return rows.Build();
    }

    private static void AddNames(BatchBuilder rows, HarmonisedContract contract) => rows
        .Text("source", contract.Source)
        .Text("venue_id", contract.VenueId)
        .Text("symbol", contract.Symbol)
        .Text("contract_type", contract.ContractType)
        .Text("base", contract.Base)
        .Text("target", contract.Target)
        .Number("multiplier", contract.Multiplier)
        .Text("asset_id", contract.AssetId)
        .Text("mapping", contract.IsMapped ? contract.Evidence : null);

    private static void AddFigures(BatchBuilder rows, HarmonisedContract contract) => rows
        .Number("price", contract.Price)
        .Number("price_usd", contract.PriceUsd)
        .Number("index_price", contract.IndexPrice)
        .Number("basis", contract.Basis)
        .Number("basis_annualised", contract.BasisAnnualised)
        .Number("funding_rate_raw", contract.FundingRaw)
        .Text("funding_unit", contract.FundingUnit)
        .Number("funding_interval_hours", contract.FundingHours)
        .Number("funding_8h", contract.Funding8h)
        .Number("open_interest_usd", contract.OpenInterestUsd)
        .Number("volume_24h_usd", contract.VolumeUsd)
        .Number("spread", contract.Spread)
        .Instant("last_traded_at", contract.LastTradedAt)
        .Instant("expires_at", contract.ExpiresAt);

    private static Batch UnmappedRows(IEnumerable<HarmonisedContract> contracts, RowOrigin origin)
    {
        var rows = new BatchBuilder(DerivativesSilver.Unmapped);
        foreach (var contract in contracts.Where(contract => !contract.IsMapped))
        {
            rows.Text("source", contract.Source)
                .Text("venue_id", contract.VenueId)
                .Text("symbol", contract.Symbol)
                .Text("underlying", contract.Underlying ?? contract.Base)
                .Text("reason", contract.Evidence)
                .Number("open_interest_usd", contract.OpenInterestUsd)
                .Number("volume_24h_usd", contract.VolumeUsd);
            Close(rows, contract, origin);
        }

        return rows.Build();
    }

    private static void Close(BatchBuilder rows, HarmonisedContract contract, RowOrigin origin) => rows
        .Origin(origin with { ObservedAt = contract.ObservedAt, RawSha256 = contract.RawSha256 }, contract.ObservedAt, TimeSpan.Zero)
        .EndRow();
}
