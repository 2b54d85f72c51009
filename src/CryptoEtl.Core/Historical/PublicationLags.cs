namespace CryptoEtl.Core.Historical;

/// <summary>How long after the end of its period each source publishes a finished value. <c>available_at</c> is made of these.</summary>
/// <remarks>From the sources' own notes where they have any; a figure the source does not state is a margin on the safe side, and says so.</remarks>
public static class PublicationLags
{
    /// <summary>CoinGecko <c>market_chart</c>: the point of D+1 00:00 is out at 00:10.</summary>
    public static readonly TimeSpan MarketChart = TimeSpan.FromMinutes(10);

    /// <summary>CoinGecko <c>market_chart/range</c>, <c>history</c> and <c>ohlc</c>: out at 00:35. Their caches are renewed by 00:40.</summary>
    public static readonly TimeSpan MarketChartRange = TimeSpan.FromMinutes(35);

    /// <summary>CoinGecko <c>global/market_cap_chart</c>: out at 00:05.</summary>
    public static readonly TimeSpan GlobalChart = TimeSpan.FromMinutes(5);

    /// <summary>CoinGecko's candles are cached for so long: one that closed less than this ago may have been running when it was made.</summary>
    public static readonly TimeSpan CandleCache = TimeSpan.FromMinutes(15);

    /// <summary>DefiLlama TVL: the first hourly snapshot of the day is served between 01:00 and 02:00. The later one; unconfirmed.</summary>
    public static readonly TimeSpan LockedValue = TimeSpan.FromHours(2);

    /// <summary>DefiLlama volumes: adapters that run daily report D in the course of D+1, so D counts as told at D+2 00:00.</summary>
    public static readonly TimeSpan DexVolume = TimeSpan.FromHours(24);

    /// <summary>DefiLlama stablecoins: an hour between readings and half an hour of cache.</summary>
    public static readonly TimeSpan Stablecoins = TimeSpan.FromMinutes(90);

    /// <summary>LunarCrush series: not documented. Its own window reaches two hours beyond the answer, which is taken for its margin.</summary>
    public static readonly TimeSpan SocialSeries = TimeSpan.FromHours(2);

    /// <summary>Prices of the moment: CoinGecko keeps them for 20 s, DefiLlama for up to 5 minutes. The stamp is the price's own.</summary>
    public static readonly TimeSpan Quote = TimeSpan.FromMinutes(5);

    /// <summary>Silver daily bars and caps: CoinGecko's caches of a finished day are all renewed by 00:40.</summary>
    public static readonly TimeSpan Market = TimeSpan.FromMinutes(40);

    /// <summary>Silver hourly bars: after the end of the hour.</summary>
    public static readonly TimeSpan MarketHour = TimeSpan.FromMinutes(10);

    /// <summary>Silver on-chain values: they are filled back and run anew, and some adapters trail a day.</summary>
    public static readonly TimeSpan OnChain = TimeSpan.FromHours(24);

    /// <summary>Silver social values: buckets go on collecting interactions after their hour is over.</summary>
    public static readonly TimeSpan Social = TimeSpan.FromHours(6);

    /// <summary>The lag of a silver table's rows. Null for the others, whose rows tell theirs by their clocks: a silver row's clocks are also those of inputs that were restated.</summary>
    public static TimeSpan? OfSilver(TableDefinition table) =>
        table == HistoricalTables.SilverMarket ? Market
        : table == HistoricalTables.SilverHour ? MarketHour
        : table == HistoricalTables.SilverOnchain ? OnChain
        : table == HistoricalTables.SilverSocial ? Social
        : null;
}
