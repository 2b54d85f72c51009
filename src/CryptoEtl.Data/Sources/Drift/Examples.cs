using System.Text.Json;

namespace CryptoEtl.Data.Sources.Drift;

/// <summary>Values as they stand in reports: short.</summary>
internal static class Examples
{
    private const int Longest = 60;

    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{…}",
        JsonValueKind.Array => "[…]",
        _ => Short(value.GetRawText()),
    };

    public static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
