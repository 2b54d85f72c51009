using System.Text.Json;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>Where a coin's token lives.</summary>
internal static class Platforms
{
    /// <summary><c>platform:address</c> pairs, | separated; null for coins of their own chain.</summary>
    public static string? Of(JsonRow row)
    {
        var pairs = row.Nested("platforms", JsonValueKind.Object)?.EnumerateObject()
            .Where(platform => platform.Value.ValueKind == JsonValueKind.String && platform.Value.GetString()!.Length > 0)
            .Select(platform => ContractKey.Of(platform.Name, platform.Value.GetString()!))
            .ToList();
        return pairs is { Count: > 0 } ? string.Join('|', pairs) : null;
    }
}
