namespace CryptoEtl.Core.QualityGate;

/// <summary>What is done when a source gives a cell of another type than it documents. The cell itself is null in each case; the raw answer keeps it.</summary>
public enum DriftPolicy
{
    /// <summary>It is counted.</summary>
    Accept,

    /// <summary>The cell is lost, the row is not: nothing depends on it.</summary>
    DropValue,

    /// <summary>The row is held back.</summary>
    DropRow,

    /// <summary>The batch is refused: a null there would be taken for an answer.</summary>
    RefuseBatch,
}

/// <summary>What one column of a batch must hold.</summary>
/// <param name="Field">Its name in the source's answer, as <c>type_errors</c> has it.</param>
/// <param name="MayBeNull">False: a row without it is held back.</param>
/// <param name="Words">All it may hold; empty: anything.</param>
public sealed record ColumnContract(string Name, ColumnType Type, string Field, bool MayBeNull, IReadOnlyList<string> Words, DriftPolicy Drift);

/// <summary>Makes the columns of a contract.</summary>
/// <param name="Required">Columns that may not be null.</param>
public sealed record Schema(TableDefinition Table, params string[] Required)
{
    /// <summary>Names in the answer, where they are others.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Columns that nothing depends on.</summary>
    public IReadOnlyList<string> Vanity { get; init; } = [];

    /// <summary>Columns whose wrong type refuses the batch.</summary>
    public IReadOnlyList<string> Vital { get; init; } = [];

    /// <summary>Columns that the reader takes in any form.</summary>
    public IReadOnlyList<string> Loose { get; init; } = [];

    /// <summary>Columns with a list of words.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Words { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Every column of the table but its clocks and those that we add.</summary>
    public IReadOnlyList<ColumnContract> Columns =>
    [
        .. Table.Columns.Where(column => !Tables.Clocks.Contains(column) && column.Name is not ("type_errors" or "page" or Tables.Revision))
            .Select(column => new ColumnContract(
                column.Name, column.Type, Fields.GetValueOrDefault(column.Name, column.Name), !Required.Contains(column.Name), Words.GetValueOrDefault(column.Name, []), DriftOf(column.Name))),
    ];

    /// <exception cref="ArgumentException">A column has two policies.</exception>
    private DriftPolicy DriftOf(string column) => (Vanity.Contains(column), Vital.Contains(column), Loose.Contains(column)) switch
    {
        (false, false, false) => DriftPolicy.DropRow,
        (true, false, false) => DriftPolicy.DropValue,
        (false, true, false) => DriftPolicy.RefuseBatch,
        (false, false, true) => DriftPolicy.Accept,
        _ => throw new ArgumentException($"{Table.FullName}.{column} has two drift policies"),
    };
}
