using System.Collections.Frozen;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.Drift;

/// <summary>The fields of every endpoint, by their place in the answer: what the source documents, and what was seen in recorded answers beyond that.</summary>
/// <remarks>Maps whose keys are data (coins, chains, currencies) are no places.</remarks>
internal static partial class KnownFields
{
    private static readonly FrozenDictionary<string, IReadOnlyDictionary<string, FieldSet>> ByEndpoint =
        CoinGecko().Concat(DefiLlama()).Concat(LunarCrush()).Append(new(Endpoints.CoinbaseProducts, Products)).ToFrozenDictionary();

    /// <exception cref="ArgumentException">The endpoint is not listed.</exception>
    public static IReadOnlyDictionary<string, FieldSet> Of(string endpoint) => ByEndpoint.TryGetValue(endpoint, out var places)
        ? places
        : throw new ArgumentException($"no fields are known of endpoint '{endpoint}'", nameof(endpoint));

    /// <summary>Answers made of plain arrays.</summary>
    private static Dictionary<string, FieldSet> None => [];

    private static Dictionary<string, FieldSet> Products => new()
    {
        ["[]"] = FieldSet.Of(
            """
            id base_currency quote_currency quote_increment base_increment display_name min_market_funds margin_enabled post_only limit_only cancel_only
            status status_message auction_mode
            """,
            "trading_disabled fx_stablecoin max_slippage_percentage high_bid_limit_percentage"),
    };
}
