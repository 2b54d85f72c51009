using System.Text.Json;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>The arrays of a chart, joined by stamp and oldest first. Stamps are milliseconds.</summary>
/// <remarks>Never joined by position: arrays can differ in length, stamps come late, twice, or a step back.</remarks>
internal sealed class Chart
{
    /// <summary>The newest point of an answer that reaches up to now is of the moment. Caches and late hours make it up to an hour old.</summary>
    private static readonly TimeSpan Now = TimeSpan.FromHours(1);

    /// <summary>Points that near to the newest one are the same moment, told twice.</summary>
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(60);

    private readonly SortedDictionary<DateTimeOffset, ChartPoint> points = [];
    private readonly Reading reading;
    private readonly DateTimeOffset newest;

    /// <exception cref="UpstreamException">An array is missing, or a point is none.</exception>
    public Chart(JsonRow answer, string[] arrays, Reading reading)
    {
        this.reading = reading;
        for (var at = 0; at < arrays.Length; at++)
            Read(answer, arrays, at);
        newest = points.Keys.LastOrDefault();
        IsDaily = points.Keys.Count(Stamps.IsMidnight) * 2 >= points.Count;
    }

    /// <summary>Most of its points are at midnight.</summary>
    public bool IsDaily { get; }

    public IEnumerable<KeyValuePair<DateTimeOffset, ChartPoint>> Points => points;

    /// <summary>Whether a point is a value of the moment and none of the grid.</summary>
    public bool IsLive(DateTimeOffset stamp)
    {
        if (IsDaily)
            return !Stamps.IsMidnight(stamp);
        return !IsSettled && stamp > newest - SameMoment && newest > reading.ObservedAt - Now;
    }

    /// <summary>Stamp, day, liveness and the clocks of a point.</summary>
    public void AddClocks(BatchBuilder rows, DateTimeOffset stamp, TimeSpan lag) => rows
        .Instant("stamp", stamp)
        .Day("day", Stamps.DayOf(stamp))
        .Flag("is_live", IsLive(stamp))
        .Origin(reading.Origin, stamp, lag);

    /// <summary>The answer describes closed time and was made after it.</summary>
    private bool IsSettled => reading.Request.SettledAt <= reading.ObservedAt;

    private void Read(JsonRow answer, string[] arrays, int at)
    {
        var array = answer.Nested(arrays[at], JsonValueKind.Array)
            ?? throw new UpstreamException($"{reading.What}: the answer has no array '{arrays[at]}'");
        var index = 0;
        foreach (var element in array.EnumerateArray())
            Add(element, arrays, at, $"{arrays[at]}[{index++}]");
    }

    private void Add(JsonElement element, string[] arrays, int at, string place)
    {
        var stamp = Stamps.Milliseconds(Pairs.Check(element, 1, reading, place)[0], reading, place);
        if (!points.TryGetValue(stamp, out var point))
            points.Add(stamp, point = new(arrays.Length));
        point.Set(at, Pairs.Value(element, 1, arrays[at], ref point.Errors));
    }
}
