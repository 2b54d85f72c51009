namespace CryptoEtl.Core.QualityGate;

/// <summary>What a batch looks like from afar. It can be summed over the parts of a batch, and is kept with the verdict as the baseline of later ones.</summary>
/// <param name="Nulls">Null cells by column; columns without any are left out.</param>
/// <param name="Newest">Latest time in the contract's series column. Null: no series, or no row.</param>
/// <param name="Figures">What the contract counts beyond that, by name.</param>
public sealed record BatchMetrics(int Rows, IReadOnlyDictionary<string, int> Nulls, DateTime? Newest, IReadOnlyDictionary<string, double> Figures)
{
    public static readonly BatchMetrics None = new(0, new Dictionary<string, int>(), null, new Dictionary<string, double>());

    /// <summary>Share of null cells of a column, a fraction; null without rows.</summary>
    public double? NullShare(string column) => Rows == 0 ? null : (double)Nulls.GetValueOrDefault(column) / Rows;

    public static BatchMetrics Of(Contract contract, GateInput input) => new(
        input.Rows.RowCount,
        contract.Measured.Select(column => (column, Nulls: NullsOf(input.Rows[column]))).Where(column => column.Nulls > 0).ToDictionary(column => column.column, column => column.Nulls),
        contract.Series is null ? null : Latest(input.Rows.Instants(contract.Series.Time)),
        contract.Figures.ToDictionary(figure => figure.Name, figure => figure.Of(input)));

    public static BatchMetrics Sum(IReadOnlyList<BatchMetrics> parts) => new(
        parts.Sum(part => part.Rows),
        parts.SelectMany(part => part.Nulls).GroupBy(column => column.Key).OrderBy(column => column.Key, StringComparer.Ordinal).ToDictionary(column => column.Key, column => column.Sum(part => part.Value)),
        parts.Max(part => part.Newest),
        parts.SelectMany(part => part.Figures).GroupBy(figure => figure.Key).OrderBy(figure => figure.Key, StringComparer.Ordinal).ToDictionary(figure => figure.Key, figure => figure.Sum(part => part.Value)));

    private static int NullsOf(Array values) => values switch
    {
        double?[] numbers => NullsOf(numbers),
        DateTime?[] instants => NullsOf(instants),
        long?[] integers => NullsOf(integers),
        bool?[] flags => NullsOf(flags),
        string?[] texts => texts.AsSpan().Count((string?)null),
        _ => 0,
    };

    private static int NullsOf<T>(T?[] values)
        where T : struct
    {
        var nulls = 0;
        foreach (ref readonly var value in values.AsSpan())
            nulls += value.HasValue ? 0 : 1;
        return nulls;
    }

    private static DateTime? Latest(DateTime?[] stamps)
    {
        var latest = (DateTime?)null;
        foreach (ref readonly var stamp in stamps.AsSpan())
        {
            if (stamp.HasValue && !(stamp <= latest))
                latest = stamp;
        }

        return latest;
    }
}

/// <summary>A count that a contract takes of each batch, such as how many members of the universe are in it. Counts of parts are summed.</summary>
public sealed record Figure(string Name, Func<GateInput, double> Of);

/// <summary>What batch rules judge.</summary>
/// <param name="Earlier">Accepted batches only: what was refused teaches nothing.</param>
/// <param name="Slot">The moment the batch stands for.</param>
/// <param name="ObservedAt">When its answers were seen.</param>
public sealed record BatchFacts(BatchMetrics Metrics, Baseline Earlier, DateTimeOffset Slot, DateTimeOffset ObservedAt);
