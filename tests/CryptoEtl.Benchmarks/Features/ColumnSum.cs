namespace CryptoEtl.Benchmarks.Features;

/// <summary>A column added up, to see whether two tools made the same of it.</summary>
/// <param name="Count">Values that are not null.</param>
/// <param name="Size">Sum of their absolute values: what differences are measured by, for sums may come near 0.</param>
internal readonly record struct ColumnSum(double Count, double Sum, double Size)
{
    private const double Tolerance = 1e-6;

    public ColumnSum Plus(ReadOnlySpan<double> values)
    {
        var (count, sum, size) = (0, 0.0, 0.0);
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                continue;
            count++;
            sum += value;
            size += Math.Abs(value);
        }

        return new(Count + count, Sum + sum, Size + size);
    }

    public bool Agrees(ColumnSum other) => Count == other.Count && IsNear(Sum, other.Sum, Size) && IsNear(Size, other.Size, Size);

    private static bool IsNear(double one, double other, double size) => Math.Abs(one - other) <= Tolerance * size;
}
