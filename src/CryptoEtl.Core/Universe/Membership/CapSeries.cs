namespace CryptoEtl.Core.Universe.Membership;

/// <summary>All vintages of one asset's daily caps, volumes and prices, column by column, in the order in which they became known.</summary>
internal sealed class CapSeries
{
    private int[] days = new int[8];
    private long[] availables = new long[8];
    private long[] observed = new long[8];
    private double[] caps = new double[8];
    private double[] volumes = new double[8];
    private double[] prices = new double[8];
    private bool isOrdered = true;

    public int Count { get; private set; }

    /// <summary>UTC day the vintage is of, as a day number.</summary>
    public ReadOnlySpan<int> Days => days.AsSpan(0, Count);

    /// <summary>USD; NaN: not told, told as zero, or withdrawn.</summary>
    public ReadOnlySpan<double> Caps => caps.AsSpan(0, Count);

    /// <summary>USD; NaN: not told, or withdrawn.</summary>
    public ReadOnlySpan<double> Volumes => volumes.AsSpan(0, Count);

    /// <summary>USD; NaN: not told, or withdrawn.</summary>
    public ReadOnlySpan<double> Prices => prices.AsSpan(0, Count);

    /// <summary>When a vintage counts, in ticks: when it was available, but not before its own day is over.</summary>
    public long KnownAt(int row) => Math.Max(availables[row], (days[row] + 1) * TimeSpan.TicksPerDay);

    public void Add(int day, long available, long seen, double cap, double volume, double price)
    {
        Grow();
        var row = Count++;
        (days[row], availables[row], observed[row], caps[row], volumes[row], prices[row]) = (day, available, seen, cap, volume, price);
        isOrdered = isOrdered && (row == 0 || Compare(row - 1, row) <= 0);
    }

    /// <summary>Orders the vintages by when they became known; of one day, the one that counts comes last.</summary>
    public void Order()
    {
        if (isOrdered)
            return;
        var rows = new int[Count];
        for (var row = 0; row < Count; row++)
            rows[row] = row;
        Array.Sort(rows, Compare);
        (days, availables, observed) = (Permuted(days, rows), Permuted(availables, rows), Permuted(observed, rows));
        (caps, volumes, prices) = (Permuted(caps, rows), Permuted(volumes, rows), Permuted(prices, rows));
        isOrdered = true;
    }

    /// <summary>The last keys are the values themselves: of two vintages that share both clocks the one that says more wins,
    /// so that the order of reading never decides.</summary>
    private int Compare(int a, int b)
    {
        var by = KnownAt(a).CompareTo(KnownAt(b));
        if (by == 0)
            by = availables[a].CompareTo(availables[b]);
        if (by == 0)
            by = observed[a].CompareTo(observed[b]);
        if (by == 0)
            by = days[a].CompareTo(days[b]);
        if (by == 0)
            by = caps[a].CompareTo(caps[b]);
        if (by == 0)
            by = volumes[a].CompareTo(volumes[b]);
        return by == 0 ? prices[a].CompareTo(prices[b]) : by;
    }

    private static T[] Permuted<T>(T[] values, int[] rows)
    {
        var permuted = new T[rows.Length];
        for (var to = 0; to < rows.Length; to++)
            permuted[to] = values[rows[to]];
        return permuted;
    }

    private void Grow()
    {
        if (Count < days.Length)
            return;
        var size = Math.Max(8, Count + (Count / 2));
        Array.Resize(ref days, size);
        Array.Resize(ref availables, size);
        Array.Resize(ref observed, size);
        Array.Resize(ref caps, size);
        Array.Resize(ref volumes, size);
        Array.Resize(ref prices, size);
    }
}
