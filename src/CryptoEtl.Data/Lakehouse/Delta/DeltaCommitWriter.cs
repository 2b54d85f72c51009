using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse.Maintenance;

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
        var info = CommitInfo("WRITE", Appending(), (append.ReadVersion ?? snapshot?.Version) is >= 0 and var read ? read : null, append.Adds, id, now);
        info["isBlindAppend"] = append.ReadVersion is null;
        List<JsonObject> lines = [Line("commitInfo", info)];
        if (snapshot is null)
            lines.AddRange([Line("protocol", Protocol()), Line("metaData", Metadata(table, append.Transaction, now))]);
        lines.AddRange(append.Adds.Select(add => Line("add", Add(add))));
        lines.Add(Line("txn", Transaction(append.Transaction, now)));
        return ToStream(lines);
    }

    /// <summary>The same rows in other files: nothing that reads changes needs to look at it.</summary>
    /// <param name="snapshot">The version before.</param>
    public static Stream Rewrite(
        DeltaSnapshot snapshot, TableDefinition table, IReadOnlyList<DeltaAdd> adds, IReadOnlyList<DeltaAdd> removes, string id, DateTimeOffset now)
    {
        var parameters = new JsonObject { ["predicate"] = "[]", ["sortBy"] = new JsonArray([.. RowOrder.ColumnsOf(table)]).ToJsonString() };
        var info = CommitInfo("OPTIMIZE", parameters, snapshot.Version, adds, id, now);
        info["isBlindAppend"] = false;
        info["operationMetrics"]!["numRemovedFiles"] = Text(removes.Count);
        List<JsonObject> lines = [Line("commitInfo", info)];
        lines.AddRange(adds.Select(add => Line("add", Add(add with { DataChange = false }))));
        lines.AddRange(removes.Select(gone => Line("remove", Remove(gone, now))));
        return ToStream(lines);
    }

    private static JsonObject Line(string kind, JsonObject action) => new() { [kind] = action };

    private static JsonObject CommitInfo(
        string operation, JsonObject parameters, long? readVersion, IReadOnlyList<DeltaAdd> adds, string id, DateTimeOffset now) => new()
    {
        ["timestamp"] = now.ToUnixTimeMilliseconds(),
        ["operation"] = operation,
        ["operationParameters"] = parameters,
        ["readVersion"] = readVersion,
        ["isolationLevel"] = "Serializable",
        ["operationMetrics"] = new JsonObject
        {
            ["numFiles"] = Text(adds.Count),
            ["numOutputBytes"] = Text(adds.Sum(add => add.Size)),
        },
        ["engineInfo"] = "CryptoEtl",
        ["txnId"] = id,
    };

    private static JsonObject Appending() => new() { ["mode"] = "Append", ["partitionBy"] = $"[\"{Tables.EventDate}\"]" };

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

    private static JsonObject Remove(DeltaAdd gone, DateTimeOffset now) => new()
    {
        ["path"] = gone.Path,
        ["deletionTimestamp"] = now.ToUnixTimeMilliseconds(),
        ["dataChange"] = false,
        ["extendedFileMetadata"] = true,
        ["partitionValues"] = Values(gone),
        ["size"] = gone.Size,
    };

    private static JsonObject Values(DeltaAdd add) => new([.. add.PartitionValues.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))]);

    private static JsonObject Add(DeltaAdd add) => new()
    {
        ["path"] = add.Path,
        ["partitionValues"] = Values(add),
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
