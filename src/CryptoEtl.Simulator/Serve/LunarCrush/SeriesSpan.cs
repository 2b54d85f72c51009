using System.Globalization;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary>The span and the buckets of a time series.</summary>
/// <param name="Start">Unix seconds, inclusive.</param>
/// <param name="End">Unix seconds, exclusive.</param>
/// <param name="Bucket"><c>hour</c> or <c>day</c>.</param>
internal sealed record SeriesSpan(long Start, long End, string Bucket, string Interval)
{
    // The vendor's own window reaches two hours ahead of its answer.
    private const long Ahead = 7_200;

    private const long Day = 86_400;

    public long Step => Bucket == "day" ? Day : 3_600;

    /// <exception cref="RefusedException">A parameter makes no sense.</exception>
    public static SeriesSpan Parse(ApiRequest request, DateTimeOffset now)
    {
        var bucket = request["bucket"] ?? "hour";
        if (bucket is not ("hour" or "day"))
            throw Refused("bucket");

        var interval = request["interval"] ?? "1w";
        var end = Seconds(request, "end") ?? now.ToUnixTimeSeconds() + Ahead;
        // A default window starts at a midnight.
        var start = Seconds(request, "start") ?? Math.Max(0, (now.ToUnixTimeSeconds() / Day - Days(interval)) * Day);
        return start <= end ? new SeriesSpan(start, end, bucket, interval) : throw Refused("start");
    }

    private static long Days(string interval) => interval switch
    {
        "1d" => 1,
        "1w" => 7,
        "1m" => 30,
        "3m" => 90,
        "6m" => 180,
        "1y" => 365,
        "all" => 36_500,
        _ => throw Refused("interval"),
    };

    private static long? Seconds(ApiRequest request, string name)
    {
        if (request[name] is not { } text)
            return null;

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
            ? seconds
            : throw Refused(name);
    }

    private static RefusedException Refused(string parameter) => new(ApiAnswer.Error(400, $"Invalid parameter {parameter}"));
}
