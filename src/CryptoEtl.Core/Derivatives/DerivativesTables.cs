using static CryptoEtl.Core.ColumnType;

namespace CryptoEtl.Core.Derivatives;

/// <summary>What the sources say about derivatives, in their own units.</summary>
public static class DerivativesTables
{
    public static readonly TableDefinition Contract = new(Layer.Bronze, "derivatives_contract",
        "One contract as CoinGecko's /derivatives gave it.", ["batch_id", "venue_name", "symbol"],
        new("venue_name", Text, "market: the venue's name, such as Binance (Futures). Not its id."),
        new("symbol", Text, "The venue's symbol. Empty on a few rows; such rows are held back."),
        new("index_id", Text, "The underlying as the venue spells it. Not a coin id."),
        new("contract_type", Text, "perpetual or futures."),
        new("price", Number, "In the contract's quote unit."),
        new("change_24h_pct", Number, "Percent."),
        new("index_price", Number, "index, in the quote unit."),
        new("basis_pct", Number, "basis as given, percent: how far the index lies above the price. Our own basis has the other sign."),
        new("spread_pct", Number, "Percent."),
        new("funding_rate_pct", Number, "funding_rate: percent per funding interval of the venue, which is not told. 0 for dated futures."),
        new("open_interest_usd", Number, "USD. Null on about half of all rows: not told."),
        new("volume_24h_usd", Number, "Rolling 24 h, USD."),
        new("last_traded_at", Instant, "last_traded_at."),
        new("expires_at", Instant, "expired_at. Null for perpetuals and for a few futures."),
        Bronze.TypeErrors);

    public static readonly TableDefinition Venue = new(Layer.Bronze, "derivatives_venue",
        "One venue as CoinGecko's /derivatives/exchanges gave it.", ["batch_id", "venue_id"],
        new("venue_id", Text, "CoinGecko's id, such as binance_futures."),
        new("venue_name", Text, "Its name: what other answers call market."),
        new("open_interest_btc", Number, "BTC. Null: not told."),
        new("volume_24h_btc", Number, "trade_volume_24h_btc, BTC."),
        new("perpetual_pairs", Integer, "Count."),
        new("futures_pairs", Integer, "Count."),
        new("year_established", Integer, "Null: not told."),
        new("country", Text, "Null: not told."),
        new("page", Integer, "Page of the answer, from 1."),
        Bronze.TypeErrors);

    public static readonly TableDefinition Ticker = new(Layer.Bronze, "derivatives_ticker",
        "One contract as CoinGecko's /derivatives/exchanges/{id} gave it: the only derivatives answer with coin ids.", ["batch_id", "venue_id", "symbol"],
        new("venue_id", Text, "CoinGecko's id: the one that was asked for."),
        new("venue_name", Text, "name of the answer."),
        new("symbol", Text, "The venue's symbol."),
        new("base", Text, "Base as the venue spells it, such as 1000000BOB: a multiple of the coin."),
        new("target", Text, "Quote as the venue spells it."),
        new("asset_id", Text, "coin_id: CoinGecko id of the base. Null: CoinGecko has not mapped it."),
        new("target_asset_id", Text, "target_coin_id. Null for currencies."),
        new("contract_type", Text, "perpetual or futures."),
        new("last", Number, "In the quote unit."),
        new("last_usd", Number, "converted_last.usd, USD."),
        new("change_24h_pct", Number, "Percent."),
        new("index_price", Number, "index, in the quote unit."),
        new("basis_pct", Number, "index_basis_percentage as given, percent."),
        new("spread", Number, "bid_ask_spread, a fraction here."),
        new("funding_rate_pct", Number, "Percent per funding interval of the venue, which is not told."),
        new("open_interest_usd", Number, "USD. Null: not told."),
        new("volume_24h", Number, "h24_volume, in native units of the contract."),
        new("volume_24h_usd", Number, "converted_volume.usd, USD."),
        new("last_traded_at", Instant, "last_traded."),
        new("expires_at", Instant, "expired_at. Null for perpetuals."),
        Bronze.TypeErrors);

    public static readonly TableDefinition OnchainPerp = new(Layer.Bronze, "derivatives_onchain_perp",
        "One on-chain perpetual as DefiLlama's /yields/perps gave it.", ["batch_id", "perp_id"],
        new("perp_id", Text, "DefiLlama's id."),
        new("marketplace", Text, "The venue."),
        new("market", Text, "The venue's symbol."),
        new("base_asset", Text, "Ticker of the underlying. Tickers are not unique."),
        new("funding_rate", Number, "A fraction per funding interval of the venue, which is not told."),
        new("funding_rate_previous", Number, "The one before, same unit."),
        new("funding_previous_at", Instant, "fundingTimePrevious."),
        new("funding_7d_average", Number, "Fraction per interval. Null: no history."),
        new("funding_30d_average", Number, "Fraction per interval. Null: no history."),
        new("open_interest", Number, "In a unit the source does not document. Kept, never summed."),
        new("index_price", Number, "USD."),
        new("quoted_at", Instant, "timestamp."),
        Bronze.TypeErrors);

    public static readonly TableDefinition OnchainVolume = new(Layer.Bronze, "derivatives_onchain_volume",
        "One protocol's derivatives figures as DefiLlama's overviews gave them.", ["batch_id", "kind", "protocol_id"],
        new("kind", Text, "perp_volume, perp_open_interest, options_premium or options_notional."),
        new("protocol_id", Text, "defillamaId."),
        new("name", Text, "Name as given, or the adapter's name where that is missing."),
        new("slug", Text, "Null on some rows."),
        new("parent_protocol", Text, "parent#slug. Null: none."),
        new("chains", Text, "Chains, | separated."),
        new("total_24h_usd", Number, "Last 24 h, USD; of open interest: the level now. It is not a chart point."),
        new("total_48h_to_24h_usd", Number, "The 24 h before, USD."),
        new("total_7d_usd", Number, "Last 7 days, USD."),
        new("total_30d_usd", Number, "Last 30 days, USD."),
        new("change_1d_pct", Number, "Percent."),
        Bronze.TypeErrors);

    public static IReadOnlyList<TableDefinition> All { get; } = [Contract, Venue, Ticker, OnchainPerp, OnchainVolume];
}
