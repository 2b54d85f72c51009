using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>What happens to answers when a source changes them without a word.</summary>
internal static class Drift
{
    /// <summary>Numbers a client cannot do without, as the sources call them.</summary>
    private static readonly string[] Known =
        ["current_price", "tvl", "totalLiquidityUSD", "funding_rate", "fundingRate", "last", "price", "total24h", "close", "galaxy_score", "usd"];

    /// <summary>New fields in the outermost object and in every row of a list. Maps stay as they are: a new key would be an entry.</summary>
    public static void Add(JsonNode body)
    {
        var rows = JsonFault.Nodes(body).OfType<JsonArray>().SelectMany(list => list.OfType<JsonObject>());
        foreach (var row in rows.Concat(body is JsonObject outermost ? [outermost] : []))
        {
            row["added_text"] = "new";
            row["added_number"] = 1.5;
            row["added_object"] = new JsonObject { ["since"] = "today" };
        }
    }

    /// <summary>One number in every so many rows arrives as text; of a series, the value of the point.</summary>
    public static void TurnNumbersIntoText(JsonNode body, int every)
    {
        foreach (var list in JsonFault.Nodes(body).OfType<JsonArray>().Where(list => list.Count > 0 && list[0] is JsonArray or JsonObject))
        {
            for (var i = Math.Min(every, list.Count) - 1; i < list.Count; i += every)
                TurnOne(list[i]);
        }
    }

    private static void TurnOne(JsonNode? row)
    {
        if (row is JsonArray { Count: > 1 } point && IsNumber(point[1]))
            point[1] = point[1]!.ToJsonString();
        if (row is JsonObject members && Name(members) is { } name)
            members[name] = members[name]!.ToJsonString();
    }

    private static string? Name(JsonObject row) =>
        Known.FirstOrDefault(name => IsNumber(row[name])) ?? row.FirstOrDefault(member => IsNumber(member.Value)).Key;

    private static bool IsNumber(JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.Number;
}
