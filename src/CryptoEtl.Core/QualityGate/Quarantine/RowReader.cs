using System.Text.Json;

namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>Rows of the quarantine as rows of their table again.</summary>
public static class RowReader
{
    /// <param name="rows">As <see cref="GateRecords.RowJson"/> wrote them.</param>
    /// <exception cref="BadInputException">A row has a column that the table has not, or a value of another type.</exception>
    public static Batch Read(TableDefinition table, IEnumerable<string> rows)
    {
        var read = new BatchBuilder(table);
        foreach (var json in rows)
        {
            using var row = JsonDocument.Parse(json);
            foreach (var cell in row.RootElement.EnumerateObject())
                Set(read, table, cell);
            read.EndRow();
        }

        return read.Build();
    }

    private static void Set(BatchBuilder row, TableDefinition table, JsonProperty cell)
    {
        var column = table.Columns.FirstOrDefault(known => known.Name == cell.Name)
            ?? throw new BadInputException($"{table.FullName} has no column '{cell.Name}' any more, but a row in quarantine has it with value '{cell.Value}'");
        try
        {
            Set(row, column, cell.Value);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException)
        {
            throw new BadInputException($"{table.FullName}.{column.Name} is {RowFix.Word(column.Type)}, but a row in quarantine has '{cell.Value}'", wrong);
        }
    }

    private static void Set(BatchBuilder row, Column column, JsonElement value) => _ = column.Type switch
    {
        ColumnType.Text => row.Text(column.Name, value.GetString()),
        ColumnType.Number => row.Number(column.Name, value.GetDouble()),
        ColumnType.Integer => row.Integer(column.Name, value.GetInt64()),
        ColumnType.Flag => row.Flag(column.Name, value.GetBoolean()),
        ColumnType.Instant => row.Instant(column.Name, value.GetDateTimeOffset()),
        _ => row.Day(column.Name, DateOnly.FromDateTime(value.GetDateTimeOffset().UtcDateTime)),
    };
}
