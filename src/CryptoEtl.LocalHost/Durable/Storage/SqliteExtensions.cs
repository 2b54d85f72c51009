using Microsoft.Data.Sqlite;

namespace CryptoEtl.LocalHost.Durable.Storage;

/// <summary>Shorthand over the SQLite provider. Statements are constants of this folder: no text from outside becomes SQL.</summary>
internal static class SqliteExtensions
{
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql);
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql);
        return command.ExecuteScalar();
    }

#pragma warning disable CA2100 // Every caller passes a constant; see the summary.
    /// <summary>A command with its parameters declared, to be run many times.</summary>
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter(name, null));
        return command;
    }
#pragma warning restore CA2100

    /// <summary>Sets the parameters, in the order they were declared.</summary>
    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTime Utc(this SqliteDataReader reader, int column) => new(reader.GetInt64(column), DateTimeKind.Utc);

    public static DateTime? UtcOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Utc(column);
}
