using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary><c>/system/changes</c>: the only sign that past figures were rewritten. Newest first.</summary>
internal static class ChangesAnswer
{
    private const int Most = 100;

    public static ApiAnswer Make(MarketSnapshot market) => ApiAnswer.Json(
        200,
        json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var change in Newest(market))
                Write(json, change);
            json.WriteEndArray();
            json.WriteEndObject();
        },
        "no-cache");

    private static IEnumerable<Change> Newest(MarketSnapshot market) => Changes(market)
        .Where(change => change.Time <= market.Now)
        .OrderByDescending(change => change.Time)
        .ThenBy(change => change.Coin.Asset.LunarCrushId)
        .Take(Most);

    // Every coin gets its search terms on the day it is listed; one in ten gets others a few weeks later.
    private static IEnumerable<Change> Changes(MarketSnapshot market)
    {
        foreach (var asset in market.Tape.Assets.Where(asset => asset.LunarCrushId is not null))
        {
            var history = market.Find(asset.Id)!;
            var share = StableHash.Unit(StableHash.Of(history.Seed, 310));
            var listed = new DateTimeOffset(asset.ListedOn, TimeOnly.MinValue, TimeSpan.Zero).AddSeconds(Math.Floor(86_399 * share));
            yield return new Change(history, listed, IsFirst: true);
            if (share < 0.1)
                yield return new Change(history, listed.AddDays(Math.Floor(7 + 200 * share)), IsFirst: false);
        }
    }

    private static void Write(Utf8JsonWriter json, Change change)
    {
        var asset = change.Coin.Asset;
        json.WriteStartObject();
        json.WriteString("asset_type", "coins");
        json.WriteNumber("asset_id", asset.LunarCrushId!.Value);
        json.WriteString("asset_name", string.Create(CultureInfo.InvariantCulture, $"{asset.Name} ({asset.Symbol})"));
        json.WriteString("change", change.IsFirst ? "search terms established" : "search terms changed");
        json.WriteString(
            "description",
            change.IsFirst
                ? "search criteria initially set for this asset for the purposes of tracking changes over time"
                : "past 72 hours were read again");
        json.WriteNumber("time", change.Time.ToUnixTimeSeconds());
        json.WriteEndObject();
    }

    private sealed record Change(AssetHistory Coin, DateTimeOffset Time, bool IsFirst);
}
