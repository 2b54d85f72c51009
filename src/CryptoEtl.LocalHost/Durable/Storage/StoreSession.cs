using CryptoEtl.LocalHost.Durable.History;
using Microsoft.Data.Sqlite;

namespace CryptoEtl.LocalHost.Durable.Storage;

/// <summary>The one connection that writes. Used by the thread of <see cref="CommitQueue"/> only, inside its transaction.</summary>
internal sealed class StoreSession(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _begin = connection.Prepare("BEGIN IMMEDIATE");
    private readonly SqliteCommand _commit = connection.Prepare("COMMIT");
    private readonly SqliteCommand _rollback = connection.Prepare("ROLLBACK");
    private readonly SqliteCommand _append = connection.Prepare(
        "INSERT INTO history (key, seq, kind, at, task_id, name, payload) VALUES (@key, @seq, @kind, @at, @task, @name, @payload)",
        "@key", "@seq", "@kind", "@at", "@task", "@name", "@payload");
    private readonly SqliteCommand _clear = connection.Prepare("DELETE FROM history WHERE key = @key", "@key");
    private readonly SqliteCommand _insert = connection.Prepare(
        """
        INSERT INTO instances (instance_id, execution_id, name, status, created_at, updated_at, start_at, parent, input, tags, version)
        VALUES (@id, @execution, @name, @status, @now, @now, @start, @parent, @input, @tags, @version) RETURNING key
        """,
        "@id", "@execution", "@name", "@status", "@now", "@start", "@parent", "@input", "@tags", "@version");
    private readonly SqliteCommand _update = connection.Prepare(
        """
        UPDATE instances SET execution_id = @execution, status = @status, updated_at = @now, input = @input, output = @output,
            failure = @failure, custom_status = @custom, version = @version WHERE key = @key
        """,
        "@execution", "@status", "@now", "@input", "@output", "@failure", "@custom", "@version", "@key");
    private readonly SqliteCommand _delete = connection.Prepare("DELETE FROM instances WHERE key = @key", "@key");
    private readonly SqliteCommand _find = connection.Prepare(InstanceReader.Select + " WHERE instance_id = @id", "@id");
    private readonly SqliteCommand _send = connection.Prepare(
        """
        INSERT INTO inbox (instance_id, execution_id, kind, at, task_id, name, payload)
        VALUES (@id, @execution, @kind, @at, @task, @name, @payload) RETURNING id
        """,
        "@id", "@execution", "@kind", "@at", "@task", "@name", "@payload");
    private readonly SqliteCommand _consume = connection.Prepare("DELETE FROM inbox WHERE id = @id", "@id");
    private readonly SqliteCommand _schedule = connection.Prepare(
        """
        INSERT INTO timers (function, last, next, updated) VALUES (@function, @last, @next, @updated)
        ON CONFLICT (function) DO UPDATE SET last = excluded.last, next = excluded.next, updated = excluded.updated
        """,
        "@function", "@last", "@next", "@updated");

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    public void Rollback() => _rollback.ExecuteNonQuery();

    public void Append(long key, int firstSequence, IReadOnlyList<DurableEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            _append.With(key, firstSequence + i, (int)e.Kind, e.Timestamp.Ticks, e.Id, e.Name, e.Payload).ExecuteNonQuery();
        }
    }

    public void ClearHistory(long key) => _clear.With(key).ExecuteNonQuery();

    public InstanceRow? Find(string instanceId)
    {
        using var reader = _find.With(instanceId).ExecuteReader();
        return reader.Read() ? InstanceReader.Read(reader) : null;
    }

    public InstanceRow Insert(NewInstance instance, string executionId, DateTime now)
    {
        var row = InstanceRows.Pending(instance, executionId, now);
        var key = _insert.With(
            row.InstanceId, row.ExecutionId, row.Name, (int)row.Status, now.Ticks, row.StartAt?.Ticks,
            InstanceRows.Write(row.Parent), row.Input, InstanceRows.Write(row.Tags), row.Version).ExecuteScalar();
        return row with { Key = (long)key! };
    }

    public void Update(InstanceRow row) => _update.With(
        row.ExecutionId, (int)row.Status, row.UpdatedAt.Ticks, row.Input, row.Output, row.Failure, row.CustomStatus, row.Version, row.Key).ExecuteNonQuery();

    /// <summary>Removes an instance with its history, so that its id can be used again.</summary>
    public void Delete(long key)
    {
        ClearHistory(key);
        _delete.With(key).ExecuteNonQuery();
    }

    public Message Send(Message message)
    {
        var e = message.Event;
        var id = _send.With(message.InstanceId, message.ExecutionId, (int)e.Kind, e.Timestamp.Ticks, e.Id, e.Name, e.Payload).ExecuteScalar();
        return message with { InboxId = (long)id! };
    }

    public void Consume(long inboxId) => _consume.With(inboxId).ExecuteNonQuery();

    public void SetSchedule(ScheduleRow schedule) =>
        _schedule.With(schedule.Function, schedule.Last.Ticks, schedule.Next.Ticks, schedule.Updated.Ticks).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in new[] { _begin, _commit, _rollback, _append, _clear, _insert, _update, _delete, _find, _send, _consume, _schedule })
            command.Dispose();
        connection.Dispose();
    }
}
