using Parquet.Schema;

namespace Parquet.Data;

/// <summary>One column of one row group, as an array.</summary>
public class DataColumn
{
    private Array? _definedData;
    private int[]? _definitionLevels;

    /// <param name="field">The column.</param>
    /// <param name="data">
    /// One element per row: the field's CLR type, or its nullable form if the field is nullable. The array is not copied.
    /// </param>
    /// <exception cref="ArgumentException">The element type does not fit the field.</exception>
    public DataColumn(DataField field, Array data)
        : this(field, data, null)
    {
    }

    /// <param name="field">The column.</param>
    /// <param name="data">One element per row; see the other constructor.</param>
    /// <param name="repetitionLevels">Repeated columns are not supported: null.</param>
    public DataColumn(DataField field, Array data, int[]? repetitionLevels = null)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(data);
        if (repetitionLevels is not null) throw new NotSupportedException($"column '{field.Name}': repeated columns are not supported");
        Type? element = data.GetType().GetElementType();
        if (data.Rank != 1 || (element != field.ClrType && element != field.ClrNullableIfHasNullsType))
            throw new ArgumentException($"column '{field.Name}': an array of {field.ClrNullableIfHasNullsType} is expected, {data.GetType()} was passed", nameof(data));
        Field = field;
        Data = data;
    }

    public DataField Field { get; }

    /// <summary>One element per row, null where the row has no value.</summary>
    public Array Data { get; }

    /// <summary>Rows, nulls included.</summary>
    public int NumValues => Data.Length;

    /// <summary>The values without the nulls, in the CLR type that is not nullable.</summary>
    public Array DefinedData => _definedData ??= ColumnShape.Defined(Field, Data);

    /// <summary>One level per row: 1 for a value, 0 for null. Null for a column that is not nullable.</summary>
    public int[]? DefinitionLevels => Field.IsNullable ? _definitionLevels ??= ColumnShape.Levels(Data) : null;

    /// <summary>Always null: repeated columns are not supported.</summary>
    public int[]? RepetitionLevels => null;

    public DataColumnStatistics? Statistics { get; internal set; }
}
