using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary>Parts that the answers on one coin share.</summary>
internal static class CoinJson
{
    public static void WriteNames(Utf8JsonWriter json, TapeAsset asset)
    {
        json.WriteString("id", asset.Id);
        json.WriteString("symbol", asset.Symbol.ToLowerInvariant());
        json.WriteString("name", asset.Name);
    }

    public static void WriteLocalization(Utf8JsonWriter json, TapeAsset asset)
    {
        json.WriteStartObject("localization");
        foreach (var language in (string[])["en", "de", "ja"])
            json.WriteString(language, asset.Name);
        json.WriteEndObject();
    }

    public static void WriteImage(Utf8JsonWriter json, AssetHistory history, params ReadOnlySpan<string> sizes)
    {
        var number = (1 + history.Seed % 60_000).ToString(CultureInfo.InvariantCulture);
        json.WriteStartObject("image");
        foreach (var size in sizes)
            json.WriteString(size, $"https://coin-images.coingecko.com/coins/images/{number}/{size}/{Uri.EscapeDataString(history.Asset.Id)}.png");
        json.WriteEndObject();
    }

    /// <summary>A map by currency with the one the tape is in; empty where nothing is known.</summary>
    public static void WriteUsd(Utf8JsonWriter json, string name, double? amount)
    {
        json.WriteStartObject(name);
        if (amount is { } known && double.IsFinite(known))
            json.WriteNumber("usd", known);
        json.WriteEndObject();
    }
}
