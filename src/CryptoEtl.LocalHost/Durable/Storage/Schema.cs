using System.Globalization;
using CryptoEtl.Core;
using Microsoft.Data.Sqlite;

namespace CryptoEtl.LocalHost.Durable.Storage;

/// <summary>The tables, and which version of them a file has.</summary>
/// <remarks>
/// History is the outbox too: a scheduled event without an answer is work still to do. So one transaction per turn keeps everything together.
/// </remarks>
internal static class Schema
{
    private const int Version = 1;

    private const string Tables = """
        CREATE TABLE instances (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            instance_id TEXT NOT NULL UNIQUE,
            execution_id TEXT NOT NULL,
            name TEXT NOT NULL,
            status INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            start_at INTEGER,
            parent TEXT,
            input TEXT,
            output TEXT,
            failure TEXT,
            custom_status TEXT,
            tags TEXT,
            version TEXT);
        CREATE INDEX instances_by_status ON instances (status, created_at);
        CREATE TABLE history (
            key INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            task_id INTEGER,
            name TEXT,
            payload TEXT,
            PRIMARY KEY (key, seq)) WITHOUT ROWID;
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            instance_id TEXT NOT NULL,
            execution_id TEXT NOT NULL,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            task_id INTEGER,
            name TEXT,
            payload TEXT);
        CREATE INDEX inbox_by_instance ON inbox (instance_id);
        CREATE TABLE timers (
            function TEXT PRIMARY KEY COLLATE NOCASE,
            last INTEGER NOT NULL,
            next INTEGER NOT NULL,
            updated INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Creates the tables in a new file, and refuses a file of another version.</summary>
    /// <exception cref="BadInputException">The file was written by a newer program.</exception>
    public static void Prepare(SqliteConnection connection)
    {
        // NORMAL: a killed process loses nothing; a power cut may lose the last turns, which then happen again, but never corrupts.
        connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
        switch (ReadVersion(connection))
        {
            case 0:
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"BEGIN IMMEDIATE; {Tables} PRAGMA user_version={Version}; COMMIT;"));
                break;
            case > Version and var newer:
                throw new BadInputException($"{connection.DataSource} has schema version {newer}; this program knows up to {Version}. Use a newer program.");
        }
    }

    /// <returns>0 for a file without tables.</returns>
    public static int ReadVersion(SqliteConnection connection) =>
        Convert.ToInt32(connection.Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture);
}
