using CryptoEtl.Core;
using Microsoft.Data.Sqlite;

namespace CryptoEtl.LocalHost.Durable.Storage;

/// <summary>Opens store files.</summary>
internal static class DurableStoreFile
{
    /// <summary>Opens for writing; creates the file when missing.</summary>
    /// <exception cref="BadInputException">It is not a store, is one of a newer program, or cannot be written.</exception>
    public static SqliteConnection OpenToWrite(string path)
    {
        // Not pooled: the connection closes with the engine, and leaves one file behind, without WAL.
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        var connection = new SqliteConnection(builder.ToString());
        try
        {
            connection.Open();
            Schema.Prepare(connection);
            return connection;
        }
        catch (Exception failure)
        {
            connection.Dispose();
            if (failure is SqliteException) throw new BadInputException($"{path} cannot be used as a store of orchestrations: {failure.Message}", failure);
            throw;
        }
    }

    /// <exception cref="BadInputException">There is no such file, or it is not a store.</exception>
    public static DurableReader OpenToRead(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path} does not exist: nothing has been run there yet.");

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            if (Schema.ReadVersion(connection) == 0) throw new BadInputException($"{path} is not a store of orchestrations.");
        }
        catch (SqliteException failure)
        {
            throw new BadInputException($"{path} cannot be read as a store of orchestrations: {failure.Message}", failure);
        }

        return new DurableReader(path);
    }
}
