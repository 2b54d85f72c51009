namespace CryptoEtl.Core.Coinbase;

/// <summary>The words for what a product's listing can be.</summary>
public static class ListingState
{
    public const string Online = "online";
    public const string TradingDisabled = "trading_disabled";
    public const string Offline = "offline";
    public const string Delisted = "delisted";

    /// <summary>CoinGecko has a ticker, Coinbase's list has no product.</summary>
    public const string Unlisted = "unlisted";

    /// <summary>Seen before, and now in neither list.</summary>
    public const string Absent = "absent";

    /// <summary>Coinbase's status; an online product that nobody may trade is told apart.</summary>
    public static string Of(string status, bool? tradingDisabled) =>
        status == Online && tradingDisabled == true ? TradingDisabled : status;
}
