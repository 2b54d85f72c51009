using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/coins/list/new</c>: the 200 coins activated last, newest first. The only answer that dates a listing.</summary>
internal static class NewCoinsAnswer
{
    private const int Newest = 200;

    public static ApiAnswer Make(MarketSnapshot market)
    {
        // What the tape begins with is older than it.
        var coins = market.Tape.Assets
            .Where(asset => asset.OnCoinGecko && market.IsAlive(asset) && asset.ListedOn > market.Tape.Info.FirstDay)
            .Select(asset => (Asset: asset, Seconds: Activated(asset)))
            .Where(coin => coin.Seconds <= market.Now.ToUnixTimeSeconds())
            .OrderByDescending(coin => coin.Seconds)
            .ThenBy(coin => coin.Asset.Id, StringComparer.Ordinal)
            .Take(Newest);

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartArray();
                foreach (var (asset, seconds) in coins)
                {
                    json.WriteStartObject();
                    json.WriteString("id", asset.Id);
                    json.WriteString("symbol", asset.Symbol.ToLowerInvariant());
                    json.WriteString("name", asset.Name);
                    json.WriteNumber("activated_at", seconds);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
            "public, max-age=30");
    }

    // Some time on the day of the listing.
    private static long Activated(TapeAsset asset) =>
        new DateTimeOffset(asset.ListedOn, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds() + (long)(86_400 * StableHash.Unit(StableHash.Of(StableHash.Of(asset.Id), 110)));
}
