using CryptoEtl.Core;
using CryptoEtl.Core.Universe;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads <c>/v2/chains</c>. Ids come as numbers and as texts, a missing ticker as null or as a dash.</summary>
internal static class Chains
{
    /// <summary>TVL is counted hourly, answers are cached for 10 minutes.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(10);

    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var rows = new BatchBuilder(UniverseTables.Chain);
        await foreach (var row in JsonRows.OfArrayAsync(body, reading, cancellation))
        {
            rows.Text("name", row.Text("name"))
                .Text("gecko_id", row.Text("gecko_id"))
                .Text("gas_token_gecko_id", row.Text("gasTokenGeckoId"))
                .Text("token_symbol", row.Text("tokenSymbol") is { } symbol and not "-" ? symbol : null)
                .Text("cmc_id", row.Label("cmcId"))
                .Text("chain_id", row.Label("chainId"))
                .Number("tvl_usd", row.Number("tvl"))
                .Text("type_errors", row.TypeErrors)
                .Origin(reading.Origin, reading.ObservedAt, Lag)
                .EndRow();
        }

        return rows.Build();
    }
}
