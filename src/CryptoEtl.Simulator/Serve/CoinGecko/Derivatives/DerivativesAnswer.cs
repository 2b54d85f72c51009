using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;

/// <summary><c>/derivatives</c>: every contract that trades, at once. No coin ids, no funding interval.</summary>
internal static class DerivativesAnswer
{
    public static ApiAnswer Make(DerivativeBook book) => ApiAnswer.Json(
        200,
        json =>
        {
            json.WriteStartArray();
            foreach (var contract in book.Listed())
                Write(json, contract);
            json.WriteEndArray();
        },
        "public, max-age=30");

    private static void Write(Utf8JsonWriter json, Contract contract)
    {
        json.WriteStartObject();
        json.WriteString("market", contract.Row.Market);
        json.WriteString("symbol", contract.Symbol);
        json.WriteString("index_id", IndexId(contract));
        json.WriteString("price", Rounding.Text(Rounding.Significant(contract.Price, 8)));
        json.WriteNumber("price_percentage_change_24h", contract.ChangePercent);
        json.WriteString("contract_type", contract.Row.Contract);
        json.WriteNumberOrNull("index", contract.Index);
        json.WriteNumberOrNull("basis", contract.Basis);
        json.WriteNumberOrNull("spread", contract.Spread);
        json.WriteNumber("funding_rate", contract.FundingPercent);
        json.WriteNumberOrNull("open_interest", contract.Row.OpenInterestUsd);
        json.WriteNumber("volume_24h", contract.Row.VolumeUsd ?? 0);
        WriteTimes(json, contract);
        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, Contract contract)
    {
        json.WriteNumber("last_traded_at", contract.LastTraded.ToUnixTimeSeconds());
        if (contract.Name.Expiry is { } expiry)
            json.WriteNumber("expired_at", expiry.ToUnixTimeSeconds());
        else
            json.WriteNull("expired_at");
    }

    // The underlying as the venue spells it, which is not a coin id: BTC, BTCUSDT, BitgetFutures-BTC.
    private static string IndexId(Contract contract) => (StableHash.Of(contract.Row.Market) % 5) switch
    {
        0 => $"{string.Concat(contract.Row.Market.Where(char.IsLetterOrDigit))}-{contract.Name.Base}",
        1 => contract.Name.Base + contract.Name.Target,
        _ => contract.Name.Base,
    };
}
