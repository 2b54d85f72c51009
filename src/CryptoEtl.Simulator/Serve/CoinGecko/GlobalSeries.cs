using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary>Market cap and volume of all coins together, at the end of every day and at any moment.</summary>
internal sealed class GlobalSeries
{
    private readonly AssetHistory[] coins;

    public GlobalSeries(MarketSnapshot market)
    {
        coins = [.. market.Tape.Assets.Where(asset => asset.OnCoinGecko).Select(asset => market.Find(asset.Id)!)];
        foreach (var coin in coins)
            Add(coin, market.Today.DayNumber);
    }

    /// <summary>By day number, US dollars: finished days only.</summary>
    public SortedDictionary<int, (double MarketCap, double Volume)> Days { get; } = [];

    public (double MarketCap, double Volume) At(DateTimeOffset moment) =>
        (coins.Sum(coin => Known(coin.MarketCapAt(moment))), coins.Sum(coin => Known(coin.VolumeAt(moment))));

    private void Add(AssetHistory coin, int today)
    {
        for (var row = 0; row < coin.Daily.Count && coin.Daily.Days[row] < today; row++)
        {
            var (cap, volume) = Days.GetValueOrDefault(coin.Daily.Days[row]);
            Days[coin.Daily.Days[row]] = (cap + Known(coin.MarketCapAtClose(row)), volume + Known(coin.Daily.Volume[row]));
        }
    }

    private static double Known(double value) => double.IsFinite(value) ? value : 0;
}
