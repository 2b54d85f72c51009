namespace CryptoEtl.Core.Revisions;

/// <summary>Single cells of columns, compared without boxes.</summary>
internal static class Cells
{
    public static bool IsNull(Array column, int row) => column switch
    {
        double?[] numbers => numbers[row] is null,
        string?[] texts => texts[row] is null,
        long?[] integers => integers[row] is null,
        DateTime?[] instants => instants[row] is null,
        bool?[] flags => flags[row] is null,
        _ => throw new ArgumentException($"{column.GetType().Name} is no column", nameof(column)),
    };

    /// <summary>Whether two cells of columns of one type hold the same: texts ordinal, numbers to the last bit but both zeros equal, null only to null.</summary>
    public static bool AreEqual(Array left, int leftRow, Array right, int rightRow) => (left, right) switch
    {
        (double?[] l, double?[] r) => AreEqual(l[leftRow], r[rightRow]),
        (string?[] l, string?[] r) => string.Equals(l[leftRow], r[rightRow], StringComparison.Ordinal),
        (long?[] l, long?[] r) => l[leftRow] == r[rightRow],
        (DateTime?[] l, DateTime?[] r) => l[leftRow] == r[rightRow],
        (bool?[] l, bool?[] r) => l[leftRow] == r[rightRow],
        _ => throw new ArgumentException($"{left.GetType().Name} and {right.GetType().Name} are not columns of one type", nameof(left)),
    };

    private static bool AreEqual(double? left, double? right) => left is { } l && right is { } r
        ? SortableCodes.Of(l) == SortableCodes.Of(r)
        : left is null && right is null;
}
