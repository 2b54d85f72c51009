using static CryptoEtl.Core.ColumnType;

namespace CryptoEtl.Core.Derivatives;

/// <summary>Derivatives in one set of units, mapped to assets, and their sums.</summary>
public static class DerivativesSilver
{
    public static readonly TableDefinition Contract = new(Layer.Silver, "derivatives_contract",
        "One contract of one venue, centralised or on-chain, in harmonised units.", ["batch_id", "source", "venue_id", "symbol"],
        new("source", Text, "coingecko or defillama."),
        new("venue_id", Text, "CoinGecko's venue id; of on-chain perpetuals the marketplace."),
        new("symbol", Text, "The venue's symbol."),
        new("contract_type", Text, "perpetual or futures."),
        new("base", Text, "As the venue spells it. Null: no ticker row."),
        new("target", Text, "As the venue spells it. Null: no ticker row."),
        new("multiplier", Number, "Coins per base unit: 1000 for 1000SHIB."),
        new("asset_id", Text, "CoinGecko id. Null: not mapped; table derivatives_unmapped says why."),
        new("mapping", Text, "ticker: CoinGecko's coin id; index: what the venue's other contracts on the same index are; symbol_price: ticker and price together. Null: not mapped."),
        new("price", Number, "In the quote unit, per base unit."),
        new("price_usd", Number, "USD per coin. Null: not converted by the source."),
        new("index_price", Number, "In the quote unit, per base unit."),
        new("basis", Number, "price over index less 1, a fraction. Null: no index, or one that is off by more than half and so belongs to something else."),
        new("basis_annualised", Number, "basis over the years to expiry, a fraction a year. Null for perpetuals and within a day of expiry."),
        new("funding_rate_raw", Number, "As the source gave it, in funding_unit. Null for dated futures."),
        new("funding_unit", Text, "percent_per_interval (coingecko) or fraction_per_interval (defillama)."),
        new("funding_interval_hours", Number, "Length of the venue's funding interval. Null: not known."),
        new("funding_8h", Number, "Funding as a fraction per 8 h, positive when longs pay. Null: the interval is not known."),
        new("open_interest_usd", Number, "USD. Null: not told, or not told in which unit."),
        new("volume_24h_usd", Number, "Rolling 24 h, USD."),
        new("spread", Number, "Bid to ask over the middle, a fraction."),
        new("last_traded_at", Instant, "Null: not told."),
        new("expires_at", Instant, "Null for perpetuals."));

    public static readonly TableDefinition Unmapped = new(Layer.Silver, "derivatives_unmapped",
        "One contract that could not be mapped to an asset.", ["batch_id", "source", "venue_id", "symbol"],
        new("source", Text, "coingecko or defillama."),
        new("venue_id", Text, "Venue."),
        new("symbol", Text, "The venue's symbol."),
        new("underlying", Text, "What the source says about it: base, index id or ticker."),
        new("reason", Text, "Why it is not mapped."),
        new("open_interest_usd", Number, "What is missing in the sums, USD. Null: not told."),
        new("volume_24h_usd", Number, "What is missing in the sums, USD."));

    public static readonly TableDefinition Asset = new(Layer.Silver, "derivatives_asset",
        "All mapped contracts of one asset, added up.", ["batch_id", "asset_id"],
        new("asset_id", Text, "CoinGecko id."),
        new("contracts", Integer, "Contracts of centralised venues."),
        new("venues", Integer, "Centralised venues."),
        new("perpetuals", Integer, "Perpetuals among the contracts."),
        new("futures", Integer, "Dated futures among the contracts."),
        new("onchain_perpetuals", Integer, "On-chain perpetuals, not part of contracts."),
        new("open_interest_usd", Number, "Sum over the contracts that tell it, USD. Null: none does."),
        new("open_interest_contracts", Integer, "How many tell it."),
        new("perp_open_interest_usd", Number, "Of perpetuals. Null: none tells."),
        new("futures_open_interest_usd", Number, "Of dated futures. Null: none tells."),
        new("volume_24h_usd", Number, "Sum, USD."),
        new("perp_volume_24h_usd", Number, "Of perpetuals, USD."),
        new("funding_8h", Number, "Mean of the perpetuals whose interval is known, weighted by open interest, a fraction per 8 h. Null: no such contract with open interest."),
        new("funding_8h_median", Number, "Median of them, unweighted."),
        new("funding_contracts", Integer, "Perpetuals with a known interval."),
        new("basis_perp", Number, "Median basis of perpetuals, a fraction."),
        new("basis_futures_annualised", Number, "Median annualised basis of dated futures, a fraction a year."),
        new("onchain_funding_8h_median", Number, "Median over on-chain perpetuals with a known interval."));

    public static readonly TableDefinition Venue = new(Layer.Silver, "derivatives_venue",
        "All contracts of one centralised venue, added up, beside what CoinGecko reports for it.", ["batch_id", "venue_id"],
        new("venue_id", Text, "CoinGecko's id."),
        new("venue_name", Text, "Name."),
        new("contracts", Integer, "Contracts seen."),
        new("mapped_contracts", Integer, "Those mapped to an asset."),
        new("perpetuals", Integer, "Perpetuals among them."),
        new("futures", Integer, "Dated futures among them."),
        new("open_interest_usd", Number, "Sum over the contracts that tell it, USD. Null: none does."),
        new("open_interest_contracts", Integer, "How many tell it."),
        new("volume_24h_usd", Number, "Sum, USD."),
        new("reported_open_interest_btc", Number, "CoinGecko's own figure, BTC."),
        new("reported_volume_24h_btc", Number, "CoinGecko's own figure, BTC."),
        new("funding_8h_median", Number, "Median over its perpetuals whose interval is known. Null: none is."));

    public static readonly TableDefinition Market = new(Layer.Silver, "derivatives_market",
        "The derivatives market as a whole on one day.", ["batch_id"],
        new("contracts", Integer, "Contracts of centralised venues."),
        new("venues", Integer, "Centralised venues."),
        new("mapped_share_of_volume", Number, "Volume of mapped contracts over all, a fraction. Null: no volume."),
        new("open_interest_usd", Number, "Sum over the contracts that tell it, USD. Null: none does."),
        new("volume_24h_usd", Number, "Sum, USD."),
        new("onchain_perp_volume_24h_usd", Number, "DefiLlama, USD. Null: not asked, it needs a Pro key."),
        new("onchain_perp_open_interest_usd", Number, "DefiLlama, USD. Null: not asked."),
        new("options_premium_24h_usd", Number, "On-chain options, USD. Null: not asked."),
        new("options_notional_24h_usd", Number, "On-chain options, USD. Null: not asked."));

    public static IReadOnlyList<TableDefinition> All { get; } = [Contract, Unmapped, Asset, Venue, Market];
}
