namespace CryptoEtl.Core.QualityGate;

/// <summary>A batch on its way through the gate.</summary>
/// <param name="ObservedAt">When its answers were seen: staleness is measured against it.</param>
public sealed record GateInput(Batch Rows, DateTimeOffset ObservedAt)
{
    private SeriesIndex? series;

    /// <summary>Rows of the same series that were accepted before: the newest of each key. They are context, and never judged. Null: none.</summary>
    public Batch? Before { get; init; }

    /// <summary>Accepted rows of other tables, by full name, as far as they are there.</summary>
    public IReadOnlyDictionary<string, Batch> Others { get; init; } = new Dictionary<string, Batch>();

    /// <summary>The rows of <see cref="Before"/> and of the batch, by series and time. Made once.</summary>
    public SeriesIndex Series(SeriesDefinition definition) =>
        series is { } made && made.Definition == definition ? made : series = SeriesIndex.Of(definition, Before, Rows);
}

/// <summary>Which rows of a table follow each other.</summary>
/// <param name="Columns">Columns that name the series, such as asset_id; none: the whole table is one.</param>
/// <param name="Time">Column of type instant or day that orders it.</param>
/// <param name="Step">Usual distance of neighbours; null: irregular.</param>
public sealed record SeriesDefinition(IReadOnlyList<string> Columns, string Time, TimeSpan? Step);
