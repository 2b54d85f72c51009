using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>A lake: its tables, and its raw answers.</summary>
public sealed class Lake(ILakeStorage storage, TimeProvider clock)
{
    public ILakeStorage Storage => storage;

    public RawStore Raw { get; } = new(storage);

    public LakeTable Table(TableDefinition table) => new(storage, table, clock);
}
