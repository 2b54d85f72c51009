namespace CryptoEtl.Core.Revisions;

/// <summary>Integers that are ordered and equal as the cells of a column are.</summary>
internal static class SortableCodes
{
    /// <summary>One code per cell; null for null.</summary>
    /// <exception cref="ArgumentException">A column of texts: they have no such code.</exception>
    public static IEnumerable<long?> Of(Array column) => column switch
    {
        DateTime?[] instants => instants.Select(instant => instant?.Ticks),
        long?[] integers => integers,
        bool?[] flags => flags.Select(flag => flag is { } value ? (long?)(value ? 1 : 0) : null),
        double?[] numbers => numbers.Select(number => number is { } value ? Of(value) : (long?)null),
        _ => throw new ArgumentException($"no sortable code for {column.GetType().Name}", nameof(column)),
    };

    /// <summary>Both zeros are one; negative numbers have their bits turned round.</summary>
    public static long Of(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number);
        return bits ^ ((bits >> 63) & long.MaxValue);
    }
}
