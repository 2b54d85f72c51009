namespace CryptoEtl.Core.Derivatives;

/// <summary>Maps on-chain perpetuals. They come with a ticker only, so ticker and price together must point to one asset.</summary>
internal sealed class OnchainPerpMapper
{
    /// <summary>Two quotes of one coin within the same minutes lie closer.</summary>
    private const double PriceTolerance = 0.05;

    private readonly FundingIntervals intervals;
    private readonly ILookup<string, (string Asset, double PriceUsd)> known;

    /// <param name="mapped">Contracts of centralised venues: which asset a ticker means there, and at what price.</param>
    public OnchainPerpMapper(IEnumerable<HarmonisedContract> mapped, FundingIntervals intervals)
    {
        this.intervals = intervals;
        known = mapped.Where(contract => contract is { AssetId: not null, Base: not null, PriceUsd: > 0 })
            .GroupBy(contract => (ContractUnderlying.Of(contract.Base!).Ticker, contract.AssetId))
            .ToLookup(group => group.Key.Ticker, group => (group.Key.AssetId!, Median(group.Select(contract => contract.PriceUsd!.Value))));
    }

    /// <param name="perps">Rows of <see cref="DerivativesTables.OnchainPerp"/> that passed the gate.</param>
    public IEnumerable<HarmonisedContract> Map(Batch perps) => Enumerable.Range(0, perps.RowCount).Select(row => Map(perps, row));

    private HarmonisedContract Map(Batch perps, int row)
    {
        var underlying = ContractUnderlying.Of(perps.Texts("base_asset")[row]!);
        var price = perps.Numbers("index_price")[row];
        var (asset, evidence) = AssetOf(underlying, price);
        return new()
        {
            Source = HarmonisedContract.DefiLlama,
            VenueId = perps.Texts("marketplace")[row]!,
            Symbol = perps.Texts("perp_id")[row]!,
            ContractType = "perpetual",
            Base = perps.Texts("base_asset")[row],
            Underlying = perps.Texts("base_asset")[row],
            Multiplier = underlying.Multiplier,
            AssetId = asset,
            Evidence = evidence,
            IndexPrice = price,
            PriceUsd = price / underlying.Multiplier,
            FundingRaw = perps.Numbers("funding_rate")[row],
            FundingUnit = DerivativesUnits.Fraction,
            FundingHours = intervals.HoursOf(perps.Texts("marketplace")[row]!, asset),
            ObservedAt = perps.Instants(Tables.ObservedAt)[row]!.Value,
            LastTradedAt = perps.Instants("quoted_at")[row],
            RawSha256 = perps.Texts(Tables.RawSha256)[row],
        };
    }

    private (string? Asset, string Evidence) AssetOf(ContractUnderlying underlying, double? price)
    {
        var candidates = known[underlying.Ticker].ToList();
        if (candidates.Count == 0)
            return (null, "no centralised venue trades the ticker");
        if (price is not > 0)
            return (null, "no price to confirm the ticker");

        var near = candidates.Where(candidate => Math.Abs(price.Value / underlying.Multiplier / candidate.PriceUsd - 1) <= PriceTolerance).ToList();
        return near.Count switch
        {
            1 => (near[0].Asset, "symbol_price"),
            0 => (null, "same ticker, another price"),
            _ => (null, "several assets of that ticker and price"),
        };
    }

    private static double Median(IEnumerable<double> values) => DerivativesSums.Median(values)!.Value;
}
