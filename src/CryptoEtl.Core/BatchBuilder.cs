using System.Collections;

namespace CryptoEtl.Core;

/// <summary>Collects rows of one table. A column that is not set in a row is null there.</summary>
public sealed class BatchBuilder
{
    private readonly TableDefinition table;
    private readonly IList[] columns;
    private (BatchId? Batch, string? Id) last;

    public BatchBuilder(TableDefinition table)
    {
        this.table = table;
        columns = [.. table.Columns.Select(column => NewList(column.Type))];
    }

    public int RowCount { get; private set; }

    public BatchBuilder Text(string column, string? value) => Set<string?>(column, value);

    /// <summary>NaN and the infinities become null: they are no figure.</summary>
    public BatchBuilder Number(string column, double? value) =>
        Set(column, value is { } figure && double.IsFinite(figure) ? value : null);

    public BatchBuilder Integer(string column, long? value) => Set(column, value);

    public BatchBuilder Flag(string column, bool? value) => Set(column, value);

    /// <summary>Kept to the microsecond, as the files do.</summary>
    public BatchBuilder Instant(string column, DateTimeOffset? value) => Set<DateTime?>(column, ToMicroseconds(value));

    public BatchBuilder Day(string column, DateOnly? value) =>
        Set(column, value?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));

    /// <summary>The clocks and the origin of the row.</summary>
    public BatchBuilder Origin(RowOrigin origin, DateTimeOffset eventTime, TimeSpan lag)
    {
        var availableAt = eventTime + lag < origin.ObservedAt ? eventTime + lag : origin.ObservedAt;
        return Instant(Tables.EventTime, eventTime)
            .Instant(Tables.AvailableAt, availableAt)
            .Instant(Tables.ObservedAt, origin.ObservedAt)
            .Text(Tables.BatchId, IdOf(origin.Batch))
            .Text(Tables.RawSha256, origin.RawSha256)
            .Day(Tables.EventDate, origin.Batch.EventDate);
    }

    /// <summary>Closes the row: columns not set become null.</summary>
    public void EndRow()
    {
        RowCount++;
        foreach (var column in columns)
        {
            if (column.Count < RowCount)
                column.Add(null);
        }
    }

    /// <summary>The rows so far.</summary>
    public Batch Build() => new(table, [.. columns.Select((list, at) => ToArray(list, table.Columns[at].Type))]);

    /// <summary>One text for all rows of a batch, not one a row.</summary>
    private string IdOf(BatchId batch)
    {
        if (!ReferenceEquals(batch, last.Batch))
            last = (batch, batch.Id);
        return last.Id!;
    }

    private BatchBuilder Set<T>(string column, T value)
    {
        var list = (List<T>)columns[table.PositionOf(column)];
        if (list.Count > RowCount)
            throw new InvalidOperationException($"{table.FullName}.{column} is set twice in row {RowCount}");
        list.Add(value);
        return this;
    }

    private static DateTime? ToMicroseconds(DateTimeOffset? value) =>
        value is { } instant ? new DateTime(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc) : null;

    private static IList NewList(ColumnType type) => type switch
    {
        ColumnType.Text => new List<string?>(),
        ColumnType.Number => new List<double?>(),
        ColumnType.Integer => new List<long?>(),
        ColumnType.Flag => new List<bool?>(),
        _ => new List<DateTime?>(),
    };

    private static Array ToArray(IList list, ColumnType type)
    {
        var array = Batch.NewColumn(type, list.Count);
        list.CopyTo(array, 0);
        return array;
    }
}
