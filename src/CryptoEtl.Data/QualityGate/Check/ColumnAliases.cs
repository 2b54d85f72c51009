using System.Text;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Other names under which files hold the columns of our tables.</summary>
internal static class ColumnAliases
{
    private static readonly string[] Assets = ["id", "slug", "symbol", "pair", "ticker", "coin", "asset", "coingecko_id", "coingecko_name", "cmc_id", "base", "market", "name", "coinname"];
    private static readonly string[] Times = ["date", "day", "time", "timestamp", "time_utc", "datetime", "open_time_utc", "open_time", "snapshot_date", "unix", "stamp"];
    private static readonly string[] Prices = ["price", "close", "close_usd", "last", "last_price", "current_price"];
    private static readonly string[] Volumes = ["volume", "volume_24h", "volume24h", "volume_usd", "volume_24h_usd", "total_volume_usd", "total_volume", "volume_quote", "turnover"];

    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["asset_id"] = Assets,
        ["slug"] = ["protocol", "id", "name"],
        ["protocol_id"] = ["protocol", "slug", "id", "name"],
        ["venue"] = ["exchange", "venue_id", "venue_name"],
        ["venue_name"] = ["exchange", "venue"],
        ["venue_id"] = ["exchange", "venue"],
        ["symbol"] = ["ticker", "pair", "market"],
        ["name"] = ["coinname", "coin", "coingecko_name"],
        ["day"] = Times, ["hour"] = Times, ["stamp"] = Times, ["settled_at"] = Times,
        ["last_updated"] = ["timestamp", "fetched_at", "updated_at"],
        ["open_usd"] = ["open", "o"], ["high_usd"] = ["high", "h"], ["low_usd"] = ["low", "l"],
        ["close_usd"] = ["close", "c", "price", "price_usd", "last"],
        ["price_usd"] = Prices, ["price"] = Prices,
        ["volume_usd"] = Volumes, ["volume_24h_usd"] = Volumes,
        ["high_24h_usd"] = ["high_24h"], ["low_24h_usd"] = ["low_24h"],
        ["market_cap_usd"] = ["market_cap", "marketcap", "mcap", "mcap_usd", "cap", "cap_usd"],
        ["market_cap_rank"] = ["rank", "cmc_rank", "position"],
        ["circulating_supply"] = ["supply", "available_supply"],
        ["tvl_usd"] = ["tvl"],
        ["change_1h_pct"] = ["pct_change_1h", "percent_change_1h", "change_1h"],
        ["change_24h_pct"] = ["pct_change_24h", "percent_change_24h", "price_change_percentage_24h", "change_24h"],
        ["change_7d_pct"] = ["pct_change_7d", "percent_change_7d", "change_7d"],
        ["funding_rate"] = ["rate", "funding"],
        ["open_interest_usd"] = ["open_interest", "oi", "oi_close"],
    };

    /// <summary>Names to look for, best first.</summary>
    public static IReadOnlyList<string> Of(string column) => Known.GetValueOrDefault(column) ?? [];

    /// <summary>A header as it is compared: lower case, words joined by an underscore.</summary>
    public static string Plain(string header)
    {
        var text = new StringBuilder(header.Length);
        foreach (var letter in header.Trim())
        {
            if (char.IsLetterOrDigit(letter))
                text.Append(char.ToLowerInvariant(letter));
            else if (text.Length > 0 && text[^1] != '_')
                text.Append('_');
        }

        return text.ToString().TrimEnd('_');
    }
}
