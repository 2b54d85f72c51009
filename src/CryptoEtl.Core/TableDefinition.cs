using System.Collections.Frozen;

namespace CryptoEtl.Core;

/// <summary>What one cell of a column holds. Every column may hold null, and null means "the source gave no figure".</summary>
public enum ColumnType
{
    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>IEEE double. NaN and the infinities never reach a table.</summary>
    Number,

    /// <summary>64-bit integer.</summary>
    Integer,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>Instant, UTC, to the microsecond.</summary>
    Instant,

    /// <summary>Calendar day, UTC.</summary>
    Day,
}

/// <summary>One column of a table.</summary>
/// <param name="Name">snake_case, with its unit as suffix where it has one (<c>_usd</c>, <c>_pct</c>).</param>
/// <param name="Meaning">One line for the table's page: unit, source field, what null means.</param>
public sealed record Column(string Name, ColumnType Type, string Meaning);

/// <summary>The layer decides the folder, and who may read a table.</summary>
public enum Layer
{
    /// <summary>What a source said, in the source's shape.</summary>
    Bronze,

    /// <summary>What passed the gate, joined on our asset ids.</summary>
    Silver,

    /// <summary>Derived from silver.</summary>
    Features,

    /// <summary>Verdicts and quarantined rows.</summary>
    Gate,

    /// <summary>Read from a raw answer where it is needed, never written.</summary>
    Transient,
}

/// <summary>A table: its name, place, columns, key and partition column.</summary>
/// <remarks>The same name is the folder, the command's word and the page under docs/tables.</remarks>
public sealed class TableDefinition
{
    private readonly FrozenDictionary<string, int> positions;

    public TableDefinition(Layer layer, string name, string purpose, string[] key, params Column[] columns)
    {
        (Layer, Name, Purpose, Key, Columns) = (layer, name, purpose, key, [.. columns, .. Tables.Clocks]);
        positions = Columns.Select((column, at) => (column.Name, at)).ToFrozenDictionary(c => c.Name, c => c.at);
        IsLedger = positions.ContainsKey(Tables.Revision);
        Values = [.. columns.Where(column => column.Name != Tables.Revision && !key.Contains(column.Name))];
    }

    public Layer Layer { get; }

    public string Name { get; }

    /// <summary>One sentence: what a row is.</summary>
    public string Purpose { get; }

    /// <summary>The columns that together name a row once.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>All columns in file order; the clocks and the origin of a row come last.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>A revision ledger: several rows may have one key, each the value as it was known from its <c>observed_at</c> on; nothing is ever replaced.</summary>
    public bool IsLedger { get; }

    /// <summary>The columns that a later row with the same key may tell otherwise: neither key nor clock nor origin.</summary>
    public IReadOnlyList<Column> Values { get; }

    /// <summary>The column that files are laid out by. Its values stand in the log and the folder, not in the files.</summary>
    public string PartitionColumn { get; } = Tables.EventDate;

    /// <summary>A row lies in the partition of the day it is about, not of the run that wrote it.</summary>
    public bool IsByOwnDay { get; init; }

    /// <summary>Folder below the lake's root, such as <c>bronze/live_market</c>.</summary>
    public string Folder => $"{LayerName}/{Name}";

    /// <summary>Name in SQL style and in reports, such as <c>bronze_live_market</c>.</summary>
    public string FullName => $"{LayerName}_{Name}";

    private string LayerName => Layer.ToString().ToLowerInvariant();

    /// <summary>Position of a column.</summary>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    public int PositionOf(string column) => positions.TryGetValue(column, out var at)
        ? at
        : throw new ArgumentException($"table {FullName} has no column '{column}'", nameof(column));
}
