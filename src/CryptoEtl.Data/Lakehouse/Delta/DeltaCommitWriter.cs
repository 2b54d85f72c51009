using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>Writes the lines of a commit that appends one batch.</summary>
internal static class DeltaCommitWriter
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="snapshot">What the writer read; null makes the table.</param>
    public static Stream Append(DeltaSnapshot? snapshot, TableDefinition table, string transaction, IReadOnlyList<DeltaAdd> adds, DateTimeOffset now)
    {
        List<JsonObject> lines = [Line("commitInfo", CommitInfo(snapshot, transaction, adds, now))];
        if (snapshot is null)
            lines.AddRange([Line("protocol", Protocol()), Line("metaData", Metadata(table, transaction, now))]);
        lines.AddRange(adds.Select(add => Line("add", Add(add))));
        lines.Add(Line("txn", Transaction(transaction, now)));
        return ToStream(lines);
    }

    private static JsonObject Line(string kind, JsonObject action) => new() { [kind] = action };

    private static JsonObject CommitInfo(DeltaSnapshot? snapshot, string transaction, IReadOnlyList<DeltaAdd> adds, DateTimeOffset now) => new()
    {
        ["timestamp"] = now.ToUnixTimeMilliseconds(),
        ["operation"] = "WRITE",
        ["operationParameters"] = new JsonObject { ["mode"] = "Append", ["partitionBy"] = $"[\"{Tables.EventDate}\"]" },
        ["readVersion"] = snapshot?.Version,
        ["isolationLevel"] = "Serializable",
        ["isBlindAppend"] = true,
        ["operationMetrics"] = new JsonObject
        {
            ["numFiles"] = Text(adds.Count),
            ["numOutputBytes"] = Text(adds.Sum(add => add.Size)),
        },
        ["engineInfo"] = "CryptoEtl",
        ["txnId"] = transaction,
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
