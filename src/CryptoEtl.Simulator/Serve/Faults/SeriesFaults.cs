using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>Spoils time series: lists of <c>[stamp, value, ...]</c> and of objects with a <c>date</c> or a <c>time</c>.</summary>
internal static class SeriesFaults
{
    private static readonly string[] Stamps = ["date", "time"];

    /// <summary>All points are there, in no order.</summary>
    public static void Shuffle(JsonNode body)
    {
        foreach (var series in All(body))
        {
            var shuffled = series.ToArray().Select((point, i) => (point, Place: StableHash.Of(17, i))).OrderBy(pair => pair.Place).ToArray();
            series.Clear();
            foreach (var (point, _) in shuffled)
                series.Add(point);
        }
    }

    /// <summary>Of every so many points one has a stamp and nothing else, the next such one a null for a value, and so on in turn.</summary>
    public static void Spoil(JsonNode body, int every)
    {
        foreach (var series in All(body))
        {
            for (var i = Math.Min(every, series.Count) - 1; i < series.Count; i += every)
                Spoil(series[i]!, cut: (i + 1) / every % 2 == 1);
        }
    }

    private static List<JsonArray> All(JsonNode body) =>
        [.. JsonFault.Nodes(body).OfType<JsonArray>().Where(list => list.Count > 0 && list.All(IsPoint))];

    private static bool IsPoint(JsonNode? point) => point switch
    {
        JsonArray { Count: > 1 } values => values[0]?.GetValueKind() == JsonValueKind.Number,
        JsonObject members => Stamps.Any(members.ContainsKey),
        _ => false,
    };

    private static void Spoil(JsonNode point, bool cut)
    {
        if (point is JsonArray values)
        {
            while (cut && values.Count > 1)
                values.RemoveAt(1);
            if (!cut)
                values[1] = null;
            return;
        }

        var members = point.AsObject();
        foreach (var name in members.Select(member => member.Key).Where(name => !Stamps.Contains(name)).ToArray())
        {
            if (cut)
                members.Remove(name);
            else
                members[name] = null;
        }
    }
}
