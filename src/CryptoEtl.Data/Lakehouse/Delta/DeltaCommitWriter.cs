using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>What one commit adds.</summary>
/// <param name="ReadVersion">The version it was computed from; null: it depends on nothing.</param>
internal sealed record DeltaAppend(string Transaction, IReadOnlyList<DeltaAdd> Adds, long? ReadVersion);

/// <summary>Writes the lines of a commit that appends one batch.</summary>
internal static class DeltaCommitWriter
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="snapshot">The version before; null makes the table.</param>
    /// <param name="id">Of this attempt alone.</param>
    public static Stream Append(DeltaSnapshot? snapshot, TableDefinition table, DeltaAppend append, string id, DateTimeOffset now)
    {
        List<JsonObject> lines = [Line("commitInfo", CommitInfo(snapshot, append, id, now))];
        if (snapshot is null)
            lines.AddRange([Line("protocol", Protocol()), Line("metaData", Metadata(table, append.Transaction, now))]);
        lines.AddRange(append.Adds.Select(add => Line("add", Add(add))));
        lines.Add(Line("txn", Transaction(append.Transaction, now)));
        return ToStream(lines);
    }

    private static JsonObject Line(string kind, JsonObject action) => new() { [kind] = action };

    private static JsonObject CommitInfo(DeltaSnapshot? snapshot, DeltaAppend append, string id, DateTimeOffset now) => new()
    {
        ["timestamp"] = now.ToUnixTimeMilliseconds(),
        ["operation"] = "WRITE",
        ["operationParameters"] = new JsonObject { ["mode"] = "Append", ["partitionBy"] = $"[\"{Tables.EventDate}\"]" },
        ["readVersion"] = (append.ReadVersion ?? snapshot?.Version) is >= 0 and var read ? read : null,
        ["isolationLevel"] = "Serializable",
        ["isBlindAppend"] = append.ReadVersion is null,
        ["operationMetrics"] = new JsonObject
        {
            ["numFiles"] = Text(append.Adds.Count),
            ["numOutputBytes"] = Text(append.Adds.Sum(add => add.Size)),
        },
        ["engineInfo"] = "CryptoEtl",
        ["txnId"] = id,
    };

    private static JsonObject Protocol() => new() { ["minReaderVersion"] = 1, ["minWriterVersion"] = 2 };

    private static JsonObject Metadata(TableDefinition table, string transaction, DateTimeOffset now) => new()
    {
        ["id"] = IdOf(table, transaction),
        ["name"] = table.FullName,
        ["description"] = table.Purpose,
        ["format"] = new JsonObject { ["provider"] = "parquet", ["options"] = new JsonObject() },
        ["schemaString"] = DeltaSchema.Of(table),
        ["partitionColumns"] = new JsonArray(table.PartitionColumn),
        ["configuration"] = new JsonObject { ["delta.appendOnly"] = "true" },
        ["createdTime"] = now.ToUnixTimeMilliseconds(),
    };

    private static JsonObject Add(DeltaAdd add) => new()
    {
        ["path"] = add.Path,
        ["partitionValues"] = new JsonObject([.. add.PartitionValues.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))]),
        ["size"] = add.Size,
        ["modificationTime"] = add.ModificationTime,
        ["dataChange"] = add.DataChange,
        ["stats"] = add.Stats,
    };

    private static JsonObject Transaction(string transaction, DateTimeOffset now) => new()
    {
        ["appId"] = transaction,
        ["version"] = 0,
        ["lastUpdated"] = now.ToUnixTimeMilliseconds(),
    };

    /// <summary>The same table made by the same batch has the same id, whoever wins the race to make it.</summary>
    private static string IdOf(TableDefinition table, string transaction) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{table.FullName}/{transaction}")).AsSpan(0, 16)).ToString();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static MemoryStream ToStream(IEnumerable<JsonObject> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(line.ToJsonString(Plain)).Append('\n');
        return new(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
