using System.Globalization;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Sources.LunarCrush;

/// <summary>What the envelope of a time series says of it.</summary>
/// <param name="CoinId">LunarCrush's numeric id; null: not told.</param>
/// <param name="Bucket">hour or day.</param>
/// <param name="MadeAt">When the answer was made: before it was received, if a cache had it.</param>
internal sealed record SeriesConfig(long? CoinId, string Bucket, DateTimeOffset MadeAt)
{
    public TimeSpan Length => Bucket == "day" ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);

    /// <exception cref="UpstreamException">The buckets are of a length that is not known.</exception>
    public static SeriesConfig Of(JsonRow envelope, Reading reading)
    {
        var config = envelope.Inner("config");
        var bucket = config?.Text("bucket") ?? reading.Parameter("bucket") ?? "hour";
        if (bucket is not ("hour" or "day"))
            throw new UpstreamException($"{reading.What}: config.bucket is '{bucket}', not hour or day");

        var made = config?.Seconds("generated") ?? reading.ObservedAt;
        return new(Id(config?.Label("coin") ?? reading.Segment(1)), bucket, made < reading.ObservedAt ? made : reading.ObservedAt);
    }

    private static long? Id(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
