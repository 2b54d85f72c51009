using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.Coinbase;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.CoinGecko.Exchanges;

/// <summary>One book of Coinbase as CoinGecko shows it.</summary>
/// <param name="Last">In units of the target.</param>
/// <param name="TargetCoin">Null: a currency, or a coin CoinGecko does not list.</param>
/// <param name="VolumeUsd">Of 24 hours.</param>
/// <param name="Stale">The book is closed; the figures are its last ones.</param>
internal sealed record SpotTicker(
    CoinbaseState Product, LiveQuote Coin, double Last, double LastUsd, string? TargetCoin, double VolumeUsd, DateTimeOffset Traded, bool Stale)
{
    /// <summary>A number between 0 and 1 that belongs to the book.</summary>
    public double Share(int salt) => StableHash.Unit(StableHash.Of(StableHash.Of(Product.ProductId), salt));
}

/// <summary>The books of Coinbase CoinGecko knows: open ones, and closed ones that are not delisted yet.</summary>
/// <remarks>A new book is there when CoinGecko has mapped its coin: at once, or two days later.</remarks>
internal sealed class SpotBook
{
    private const double CoinbaseShare = 0.04;

    // The tape is in dollars. Other currencies stand still.
    private static readonly Dictionary<string, double> Currencies = new(StringComparer.Ordinal) { ["USD"] = 1, ["EUR"] = 1.08, ["GBP"] = 1.27 };

    private static readonly Dictionary<string, string> Coins = new(StringComparer.Ordinal)
    {
        ["BTC"] = "bitcoin",
        ["ETH"] = "ethereum",
        ["USDT"] = "tether",
        ["USDC"] = "usd-coin",
        ["DAI"] = "dai",
    };

    private readonly MarketSnapshot market;

    public SpotBook(MarketSnapshot market)
    {
        this.market = market;
        var listed = market.Tape.Coinbase.GroupBy(row => row.ProductId, StringComparer.Ordinal)
            .ToDictionary(rows => rows.Key, rows => rows.Min(row => row.From), StringComparer.Ordinal);
        Tickers = [.. ProductBook.Now(market).Where(state => IsMapped(state, listed[state.ProductId])).Select(Ticker).OfType<SpotTicker>()];
    }

    /// <summary>By product id.</summary>
    public IReadOnlyList<SpotTicker> Tickers { get; }

    private bool IsMapped(CoinbaseState state, DateOnly listed)
    {
        var late = StableHash.Of(state.ProductId) % 2 == 0;
        return state.Status is "online" or "offline" && (!late || market.Today >= listed.AddDays(2));
    }

    private SpotTicker? Ticker(CoinbaseState product)
    {
        if (product.AssetId is not { } id || market.Quote(id) is not { History.Asset.OnCoinGecko: true } coin)
            return null;

        var stale = product.Status == "offline";
        var traded = stale ? new DateTimeOffset(product.From, TimeOnly.MinValue, TimeSpan.Zero) : coin.LastUpdated;
        var dollars = stale ? coin.History.PriceAt(traded) : coin.Price ?? double.NaN;
        var (targetCoin, unit) = Target(product.Quote);
        if (!double.IsFinite(dollars) || unit is not > 0)
            return null;

        var share = CoinbaseShare * (0.5 + StableHash.Unit(StableHash.Of(product.ProductId)));
        return new SpotTicker(product, coin, dollars / unit.Value, dollars, targetCoin, stale ? 0 : share * (coin.Volume ?? 0), traded, stale);
    }

    // A dollar coin the tape does not have is worth a dollar.
    private (string? Coin, double? Unit) Target(string quote)
    {
        if (Currencies.TryGetValue(quote, out var rate))
            return (null, rate);
        if (!Coins.TryGetValue(quote, out var coin))
            return (null, null);

        return market.Quote(coin) is { } listed ? (coin, listed.Price) : (null, quote is "USDC" or "DAI" or "USDT" ? 1 : null);
    }
}
