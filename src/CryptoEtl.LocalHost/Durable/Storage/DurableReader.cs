using System.Globalization;
using System.Text;
using CryptoEtl.LocalHost.Durable.History;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Durable.Storage;

/// <summary>Reads a store, also while another process runs the engine on it.</summary>
internal sealed class DurableReader(string path)
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
    }.ToString();

    public InstanceRow? Find(string instanceId)
    {
        using var connection = Open();
        using var command = connection.Prepare(InstanceReader.Select + " WHERE instance_id = @id", "@id").With(instanceId);
        using var reader = command.ExecuteReader();
        return reader.Read() ? InstanceReader.Read(reader) : null;
    }

    /// <summary>Whatever is neither completed, failed nor terminated, oldest first.</summary>
    public List<InstanceRow> Unfinished() => ReadAll(
        InstanceReader.Select + " WHERE status NOT IN (1, 3, 5) ORDER BY key", []);

    /// <summary>One page in the order of creation.</summary>
    /// <param name="afterKey">Key of the last instance of the page before.</param>
    public List<InstanceRow> Page(InstanceFilter filter, long afterKey, int size)
    {
        var sql = new StringBuilder(InstanceReader.Select).Append(" WHERE key > @after");
        List<(string, object)> values = [("@after", afterKey)];
        filter.AddTo(sql, values);
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY key LIMIT {size}");
        return ReadAll(sql.ToString(), values);
    }

    public List<DurableEvent> History(long key)
    {
        using var connection = Open();
        using var command = connection.Prepare("SELECT kind, at, task_id, name, payload FROM history WHERE key = @key ORDER BY seq", "@key").With(key);
        using var reader = command.ExecuteReader();
        List<DurableEvent> events = [];
        while (reader.Read()) events.Add(ReadEvent(reader, 0));
        return events;
    }

    public List<Message> Inbox(string instanceId)
    {
        using var connection = Open();
        using var command = connection.Prepare(
            "SELECT id, execution_id, kind, at, task_id, name, payload FROM inbox WHERE instance_id = @id ORDER BY id", "@id").With(instanceId);
        using var reader = command.ExecuteReader();
        List<Message> messages = [];
        while (reader.Read()) messages.Add(new Message(instanceId, reader.GetString(1), ReadEvent(reader, 2), reader.GetInt64(0)));
        return messages;
    }

    public ScheduleRow? Schedule(string function)
    {
        using var connection = Open();
        using var command = connection.Prepare("SELECT function, last, next, updated FROM timers WHERE function = @function", "@function").With(function);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new ScheduleRow(reader.GetString(0), reader.Utc(1), reader.Utc(2), reader.Utc(3)) : null;
    }

    /// <summary>Closes the pooled connections, so that SQLite can fold its log into the file.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private List<InstanceRow> ReadAll(string sql, List<(string Name, object Value)> values)
    {
        using var connection = Open();
        using var command = connection.Prepare(sql);
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        List<InstanceRow> rows = [];
        while (reader.Read()) rows.Add(InstanceReader.Read(reader));
        return rows;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    private static DurableEvent ReadEvent(SqliteDataReader reader, int column) => new(
        (EventKind)reader.GetInt32(column),
        reader.Utc(column + 1),
        reader.IsDBNull(column + 2) ? null : reader.GetInt32(column + 2),
        reader.TextOrNull(column + 3),
        reader.TextOrNull(column + 4));
}

/// <summary>Which instances a query is about. Null lets all pass; times are of creation or, for <see cref="CompletedFrom"/> and <see cref="CompletedTo"/>, of the end.</summary>
internal sealed record InstanceFilter
{
    public DateTimeOffset? CreatedFrom { get; init; }

    public DateTimeOffset? CreatedTo { get; init; }

    public DateTimeOffset? CompletedFrom { get; init; }

    public DateTimeOffset? CompletedTo { get; init; }

    public IEnumerable<OrchestrationRuntimeStatus>? Statuses { get; init; }

    public string? Prefix { get; init; }

    public void AddTo(StringBuilder sql, List<(string Name, object Value)> values)
    {
        Add("created_at >= @createdFrom", "@createdFrom", CreatedFrom?.UtcTicks);
        Add("created_at <= @createdTo", "@createdTo", CreatedTo?.UtcTicks);
        Add("status IN (1, 3, 5) AND updated_at >= @completedFrom", "@completedFrom", CompletedFrom?.UtcTicks);
        Add("status IN (1, 3, 5) AND updated_at <= @completedTo", "@completedTo", CompletedTo?.UtcTicks);
        Add("substr(instance_id, 1, length(@prefix)) = @prefix", "@prefix", Prefix);
        if (Statuses?.ToList() is { Count: > 0 } statuses)
            sql.Append(CultureInfo.InvariantCulture, $" AND status IN ({string.Join(',', statuses.Select(status => (int)status))})");

        void Add(string condition, string name, object? value)
        {
            if (value is null) return;
            sql.Append(" AND ").Append(condition);
            values.Add((name, value));
        }
    }
}
