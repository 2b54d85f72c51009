using CryptoEtl.Core.Planning;

namespace CryptoEtl.Core.Coinbase;

/// <summary>What <c>coinbase</c> asks for one day.</summary>
public static class CoinbasePlan
{
    /// <summary>Fixed by the source.</summary>
    public const int TickersPerPage = 100;

    private const int UsualTickers = 800;

    /// <summary>The product list and the first ticker page; how many pages there are is known from it.</summary>
    /// <param name="tickers">Tickers in the run before; null: there was none.</param>
    public static RequestPlan For(BatchId batch, long? tickers = null) => new(
        batch, [Products, Tickers(1)],
        [new(Endpoints.CoinbaseTickers, (int)(Math.Max(0, (tickers ?? UsualTickers) - 1) / TickersPerPage), AtMost: 99)]);

    public static PlannedRequest Products { get; } = new("coinbase-products", Endpoints.CoinbaseProducts, "products");

    /// <summary>A page of CoinGecko's tickers, from 1. Ordered by pair: the default order is by a score that is always null.</summary>
    public static PlannedRequest Tickers(int page) => new(
        $"coingecko-gdax-tickers-{page}", Endpoints.CoinbaseTickers, $"exchanges/gdax/tickers?order=base_target&page={page}", page);
}
