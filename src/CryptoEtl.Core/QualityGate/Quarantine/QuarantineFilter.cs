using CryptoEtl.Core.Revisions;

namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>Which rows of the quarantine. What is null is not asked for.</summary>
public sealed record QuarantineFilter
{
    /// <summary>Full name of the table that the rows were meant for.</summary>
    public string? Table { get; init; }

    /// <summary>A rule that held them back.</summary>
    public string? Rule { get; init; }

    /// <summary>As the table names it, such as bitcoin.</summary>
    public string? Asset { get; init; }

    /// <summary>First UTC day that the rows are about.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last UTC day that the rows are about.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Id of the batch they came with.</summary>
    public string? Batch { get; init; }

    public QuarantineState? State { get; init; }

    /// <summary>Whether a row is asked for.</summary>
    public bool Keeps(HeldRow row) =>
        (Table is null || row.Table.FullName == Table)
        && (Batch is null || row.Batch.Id == Batch)
        && (Rule is null || row.Rules.Any(held => held.Rule == Rule))
        && (State is null || row.State == State)
        && ((Asset ?? (object?)From ?? To) is null || KeepsCells(row));

    private bool KeepsCells(HeldRow row)
    {
        var rows = RowReader.Read(row.Table, [row.Original]);
        var day = rows.Instants(RowNames.DayOf(row.Table).Name)[0] is { } at ? DateOnly.FromDateTime(at) : row.Batch.EventDate;
        return (From is null || day >= From) && (To is null || day <= To)
            && (Asset is null || (RowNames.AssetOf(row.Table) is { } column && CellText.Of(rows, column.Name, 0) == Asset));
    }
}
