using System.Text.Json;
using CryptoEtl.Core;

namespace CryptoEtl.LocalHost.FunctionsHost;

/// <summary>What this host takes from <c>host.json</c>; the rest is for the host in Azure.</summary>
/// <param name="RoutePrefix"><c>extensions.http.routePrefix</c>. Default <c>api</c>.</param>
public sealed record HostJson(string RoutePrefix = "api")
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a file; one that is missing, or says nothing, leaves the defaults.</summary>
    /// <exception cref="BadInputException">The file is no JSON.</exception>
    public static HostJson Read(string path)
    {
        if (!File.Exists(path)) return new HostJson();

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            return Find(json.RootElement, "extensions", "http", "routePrefix") is { ValueKind: JsonValueKind.String } prefix
                ? new HostJson(prefix.GetString()!)
                : new HostJson();
        }
        catch (JsonException malformed)
        {
            throw new BadInputException($"{path} is no JSON: {malformed.Message}", malformed);
        }
    }

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        return element;
    }
}
