using System.Collections.Concurrent;
using CryptoEtl.Core;
using CryptoEtl.Data.QualityGate;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>A lake: its tables, and its raw answers.</summary>
public sealed class Lake
{
    private readonly ILakeStorage storage;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, LakeTable> tables = new();

    /// <param name="isRebuilt">It is made again from raw answers: what was refused was left out when it was made first.</param>
    public Lake(ILakeStorage storage, TimeProvider clock, bool isRebuilt = false)
    {
        (this.storage, this.clock, Raw) = (storage, clock, new(storage));
        Gate = new(this, clock, isRebuilt);
    }

    public ILakeStorage Storage => storage;

    public RawStore Raw { get; }

    /// <summary>What may be read of it.</summary>
    public GateStanding Gate { get; }

    /// <summary>The same object for the same table, so that its log is read once.</summary>
    public LakeTable Table(TableDefinition table) =>
        tables.GetOrAdd(table.FullName, static (_, made) => new(made.storage, made.table, made.clock), (storage, table, clock));
}
