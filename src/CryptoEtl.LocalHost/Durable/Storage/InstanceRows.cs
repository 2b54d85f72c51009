using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Durable.Storage;

/// <summary>Instances to rows and back.</summary>
internal static class InstanceRows
{
    public static InstanceRow Pending(NewInstance instance, string executionId, DateTime now) =>
        new(0, instance.InstanceId, executionId, instance.Name, now)
        {
            StartAt = instance.StartAt,
            Parent = instance.Parent,
            Input = instance.Input,
            Tags = instance.Tags,
            Version = instance.Version,
        };

    public static string? Write(ParentLink? parent) => parent is null ? null : JsonSerializer.Serialize(parent);

    public static string? Write(ImmutableDictionary<string, string> tags) => tags.IsEmpty ? null : JsonSerializer.Serialize(tags);

    public static ParentLink? ReadParent(string? json) => json is null ? null : JsonSerializer.Deserialize<ParentLink>(json);

    public static ImmutableDictionary<string, string> ReadTags(string? json) =>
        json is null ? ImmutableDictionary<string, string>.Empty : JsonSerializer.Deserialize<ImmutableDictionary<string, string>>(json)!;
}

/// <summary>Reads one row of <c>instances</c>.</summary>
internal static class InstanceReader
{
    public const string Select = """
        SELECT key, instance_id, execution_id, name, created_at, status, updated_at, start_at, parent, input, output, failure, custom_status, tags, version
        FROM instances
        """;

    public static InstanceRow Read(SqliteDataReader reader) =>
        new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.Utc(4))
        {
            Status = (OrchestrationRuntimeStatus)reader.GetInt32(5),
            UpdatedAt = reader.Utc(6),
            StartAt = reader.UtcOrNull(7),
            Parent = InstanceRows.ReadParent(reader.TextOrNull(8)),
            Input = reader.TextOrNull(9),
            Output = reader.TextOrNull(10),
            Failure = reader.TextOrNull(11),
            CustomStatus = reader.TextOrNull(12),
            Tags = InstanceRows.ReadTags(reader.TextOrNull(13)),
            Version = reader.TextOrNull(14),
        };
}
