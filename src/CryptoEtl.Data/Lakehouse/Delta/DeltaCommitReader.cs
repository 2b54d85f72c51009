using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>Reads one commit file: a JSON object per line, one action each. Unknown actions and fields are ignored.</summary>
internal static class DeltaCommitReader
{
    /// <exception cref="LakeException">A line is not such an object, or a required field is missing or of another type.</exception>
    public static async Task<DeltaCommit> ReadAsync(Stream stream, string file, CancellationToken cancellation)
    {
        var lines = new Lines();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        for (var number = 1; await reader.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                Take(lines, line, $"{file}:{number}");
        }

        return lines.ToCommit();
    }

    private static void Take(Lines lines, string line, string place)
    {
        var kind = "Delta";
        try
        {
            using var document = JsonDocument.Parse(line);
            foreach (var action in document.RootElement.EnumerateObject())
                lines.Take(kind = action.Name, action.Value);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new LakeException($"{place}: not a valid {kind} action: {wrong.Message}", wrong);
        }
    }

    private sealed class Lines
    {
        private readonly List<DeltaAdd> adds = [];
        private readonly List<DeltaRemove> removes = [];
        private readonly List<DeltaTransaction> transactions = [];
        private readonly Dictionary<string, int> counts = [];
        private DeltaProtocol? protocol;
        private DeltaMetadata? metadata;
        private JsonObject? commitInfo;

        public void Take(string kind, JsonElement action)
        {
            if (action.ValueKind == JsonValueKind.Null)
                return;

            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            switch (kind)
            {
                case "add": adds.Add(Add(action)); break;
                case "remove": removes.Add(Remove(action)); break;
                case "txn": transactions.Add(Transaction(action)); break;
                case "protocol": protocol = Protocol(action); break;
                case "metaData": metadata = Metadata(action); break;
                case "commitInfo": commitInfo = JsonObject.Create(action.Clone()); break;
            }
        }

        public DeltaCommit ToCommit() => new()
        {
            Protocol = protocol, Metadata = metadata, CommitInfo = commitInfo,
            Adds = adds, Removes = removes, Transactions = transactions, ActionCounts = counts,
        };

        private static DeltaAdd Add(JsonElement a) => new(
            Required(a, "path").GetString()!, Values(a, "partitionValues"), Long(a, "size") ?? 0, Long(a, "modificationTime") ?? 0,
            Optional(a, "dataChange")?.GetBoolean() ?? true, Optional(a, "stats")?.GetString(),
            Optional(a, "deletionVector") is not null);

        private static DeltaRemove Remove(JsonElement a) => new(
            Required(a, "path").GetString()!, Long(a, "deletionTimestamp"), Optional(a, "dataChange")?.GetBoolean() ?? true,
            Optional(a, "partitionValues") is null ? null : Values(a, "partitionValues"), Long(a, "size"));

        private static DeltaTransaction Transaction(JsonElement a) => new(
            Required(a, "appId").GetString()!, Required(a, "version").GetInt64(), Long(a, "lastUpdated"));

        private static DeltaProtocol Protocol(JsonElement a) => new(
            Required(a, "minReaderVersion").GetInt32(), Required(a, "minWriterVersion").GetInt32(),
            Texts(a, "readerFeatures"), Texts(a, "writerFeatures"));

        private static DeltaMetadata Metadata(JsonElement a) => new(
            Required(a, "id").GetString()!, Optional(a, "name")?.GetString(), Optional(a, "description")?.GetString(),
            Required(a, "schemaString").GetString()!, Texts(a, "partitionColumns"),
            Values(a, "configuration").ToDictionary(pair => pair.Key, pair => pair.Value ?? ""), Long(a, "createdTime"));

        private static JsonElement Required(JsonElement action, string name) =>
            Optional(action, name) ?? throw new KeyNotFoundException($"field '{name}' is missing");

        private static JsonElement? Optional(JsonElement action, string name) =>
            action.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

        private static long? Long(JsonElement action, string name) => Optional(action, name)?.GetInt64();

        private static string[] Texts(JsonElement action, string name) =>
            Optional(action, name) is { } list ? [.. list.EnumerateArray().Select(text => text.GetString()!)] : [];

        private static Dictionary<string, string?> Values(JsonElement action, string name) =>
            Optional(action, name) is { } map ? map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()) : [];
    }
}
