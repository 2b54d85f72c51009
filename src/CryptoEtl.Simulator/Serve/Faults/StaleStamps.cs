using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>Makes live figures look old: the stamps that say when they were taken go back, the figures stay.</summary>
internal static class StaleStamps
{
    private static readonly string[] Names =
        ["last_updated", "last_updated_at", "last_updated_price", "last_traded_at", "last_traded", "last_fetch_at", "timestamp"];

    public static void Age(JsonNode body, TimeSpan age)
    {
        foreach (var row in JsonFault.Nodes(body).OfType<JsonObject>())
        {
            foreach (var name in Names.Where(row.ContainsKey))
                row[name] = Older(row[name], age);
        }
    }

    // Seconds, or text: ISO-8601 in the form it had.
    private static JsonNode? Older(JsonNode? stamp, TimeSpan age)
    {
        if (stamp?.GetValueKind() == JsonValueKind.Number && stamp.AsValue().TryGetValue<long>(out var seconds))
            return seconds - (long)age.TotalSeconds;
        if (stamp?.GetValueKind() != JsonValueKind.String
            || !DateTimeOffset.TryParse((string)stamp!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return stamp?.DeepClone();
        }

        var older = moment - age;
        return ((string)stamp!).EndsWith('Z') ? older.Iso() : older.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
