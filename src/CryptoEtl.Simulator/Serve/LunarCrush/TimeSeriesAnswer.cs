using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary><c>/coins/{coin}/time-series/v2</c>: buckets stamped with their start; the last one is still running.</summary>
internal static class TimeSeriesAnswer
{
    public static ApiAnswer Make(ApiRequest request, SocialQuote row, MarketSnapshot market)
    {
        var span = SeriesSpan.Parse(request, market.Now);
        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                WriteConfig(json, row, span, market);
                json.WriteStartArray("data");
                foreach (var point in Points(row.Market.History, span, market.Now))
                    Write(json, point);
                json.WriteEndArray();
                json.WriteEndObject();
            },
            "no-cache");
    }

    private static IEnumerable<SeriesPoint> Points(AssetHistory history, SeriesSpan span, DateTimeOffset now)
    {
        if (history.Daily.Count == 0)
            yield break;

        var listed = (history.Daily.Days[0] - (long)DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * 86_400;
        var first = (Math.Max(span.Start, listed) + span.Step - 1) / span.Step * span.Step;
        for (var start = first; start < span.End && start <= now.ToUnixTimeSeconds(); start += span.Step)
        {
            if (SeriesPoint.At(history, start, span.Step, now) is { } point)
                yield return point;
        }
    }

    private static void WriteConfig(Utf8JsonWriter json, SocialQuote row, SeriesSpan span, MarketSnapshot market)
    {
        json.WriteStartObject("config");
        json.WriteString("coin", row.Number.ToString(CultureInfo.InvariantCulture));
        CoinFinder.WriteNames(json, row);
        json.WriteString("interval", span.Interval);
        json.WriteNumber("start", span.Start);
        json.WriteNumber("end", span.End);
        json.WriteString("bucket", span.Bucket);
        json.WriteStartArray("metrics");
        json.WriteEndArray();
        CoinFinder.WriteGenerated(json, market);
        json.WriteEndObject();
    }

    // Open, high, low and close are one and the same price: this is no market data.
    private static void Write(Utf8JsonWriter json, SeriesPoint point)
    {
        json.WriteStartObject();
        json.WriteNumber("time", point.Start);
        WriteSocial(json, point);
        foreach (var name in (string[])["close", "high", "low", "open"])
            json.WriteNumber(name, point.Spot);
        json.WriteNumberOrNull("circulating_supply", point.Supply);
        json.WriteNumberOrNull("market_cap", point.Cap);
        json.WriteNumberOrNull("volume_24h", point.Volume);
        json.WriteEndObject();
    }

    // A coin nobody talks of lacks the keys, it has no nulls.
    private static void WriteSocial(Utf8JsonWriter json, SeriesPoint point)
    {
        var social = point.History.Asset.Social;
        Figure("interactions", point.Part(social.Interactions));
        Figure("posts_active", point.Part(social.SocialVolume));
        Figure("posts_created", point.Part(social.SocialVolume) is { } posts ? Math.Floor(posts / 4) : null);
        Figure("contributors_active", point.Part(social.SocialVolume) is { } active ? Math.Floor(active / 2) : null);
        Figure("contributors_created", point.Part(social.SocialVolume) is { } created ? Math.Floor(created / 8) : null);
        Figure("spam", point.Part(social.SocialVolume) is { } spam ? Math.Floor(spam / 10) : null);
        Figure("sentiment", point.Level(social.Sentiment));
        Figure("alt_rank", point.Level(social.AltRank));
        Figure("galaxy_score", point.Level(social.GalaxyScore) is { } score ? Math.Round(score) : null);
        Figure("social_dominance", point.Level(social.Dominance));

        void Figure(string name, double? value)
        {
            if (value is { } known)
                json.WriteNumber(name, known);
        }
    }
}
