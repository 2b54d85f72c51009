namespace CryptoEtl.Core.QualityGate;

/// <summary>Numbers the series of a batch, in order of first appearance.</summary>
internal static class SeriesNumbers
{
    /// <returns>The number of each row's series; -1 where a part of its name is null.</returns>
    public static int[] Of(Batch rows, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0)
            return new int[rows.RowCount];
        var numbers = Of(rows[columns[0]]);
        foreach (var column in columns.Skip(1))
            numbers = Together(numbers, Of(rows[column]));
        return numbers;
    }

    private static int[] Of(Array values) => values switch
    {
        string?[] texts => Of(texts, StringComparer.Ordinal),
        long?[] integers => Of([.. integers.Select(value => value is { } number ? (object)number : null)], EqualityComparer<object>.Default),
        _ => throw new ArgumentException($"a series is named by texts or integers, not by {values.GetType().Name}", nameof(values)),
    };

    private static int[] Of<T>(T?[] values, IEqualityComparer<T> comparer)
        where T : class
    {
        var (numbers, known) = (new int[values.Length], new Dictionary<T, int>(comparer));
        var (last, lastNumber) = ((T?)null, -1);
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] is not { } value)
            {
                numbers[row] = -1;
                continue;
            }

            if (last is null || !comparer.Equals(last, value))
            {
                (last, lastNumber) = (value, known.TryGetValue(value, out var number) ? number : known.Count);
                known[value] = lastNumber;
            }

            numbers[row] = lastNumber;
        }

        return numbers;
    }

    private static int[] Together(int[] one, int[] other)
    {
        var (numbers, known) = (new int[one.Length], new Dictionary<(int, int), int>());
        for (var row = 0; row < one.Length; row++)
        {
            if (one[row] < 0 || other[row] < 0)
                numbers[row] = -1;
            else if (known.TryGetValue((one[row], other[row]), out var number))
                numbers[row] = number;
            else
                known[(one[row], other[row])] = numbers[row] = known.Count;
        }

        return numbers;
    }
}
