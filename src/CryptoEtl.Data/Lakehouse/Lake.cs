using System.Collections.Concurrent;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>A lake: its tables, and its raw answers.</summary>
public sealed class Lake(ILakeStorage storage, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, LakeTable> tables = new();

    public ILakeStorage Storage => storage;

    public RawStore Raw { get; } = new(storage);

    /// <summary>The same object for the same table, so that its log is read once.</summary>
    public LakeTable Table(TableDefinition table) =>
        tables.GetOrAdd(table.FullName, static (_, made) => new(made.storage, made.table, made.clock), (storage, table, clock));
}
