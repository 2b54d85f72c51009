using System.Text.Json;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>Parts that the answers on stablecoins share.</summary>
internal static class StablecoinJson
{
    public static void WriteNames(Utf8JsonWriter json, Stablecoin coin)
    {
        json.WriteString("id", coin.Id);
        json.WriteString("name", coin.History.Asset.Name);
        json.WriteString("symbol", coin.History.Asset.Symbol);
        json.WriteString("gecko_id", coin.History.Asset.Id);
        json.WriteString("pegType", coin.Peg);
        json.WriteString("priceSource", "defillama");
        json.WriteString("pegMechanism", LlamaJson.Share(coin.History.Asset.Id, 80) < 0.6 ? "fiat-backed" : "crypto-backed");
    }

    /// <summary>An amount by peg. Without a reading the object is empty.</summary>
    public static void WritePegged(Utf8JsonWriter json, string name, string peg, double? amount)
    {
        json.WriteStartObject(name);
        json.WriteIfKnown(peg, amount);
        json.WriteEndObject();
    }
}
