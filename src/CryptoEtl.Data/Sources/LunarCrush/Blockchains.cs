using System.Text.Json;
using CryptoEtl.Core.Live;

namespace CryptoEtl.Data.Sources.LunarCrush;

/// <summary>Where a coin's token lives.</summary>
internal static class Blockchains
{
    /// <summary><c>network:address</c> pairs, | separated; null for coins of their own chain.</summary>
    public static string? Of(JsonRow row, string field)
    {
        var pairs = row.Nested(field, JsonValueKind.Array)?.EnumerateArray()
            .Where(chain => chain.ValueKind == JsonValueKind.Object)
            .Select(chain => new JsonRow(chain))
            .Select(chain => (Network: chain.Text("network"), Address: chain.Text("address")))
            .Where(chain => chain is { Network.Length: > 0, Address.Length: > 1 })
            .Select(chain => ContractKey.Of(chain.Network!, chain.Address!))
            .ToList();
        return pairs is { Count: > 0 } ? string.Join('|', pairs) : null;
    }
}
