namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>What a source sees.</summary>
internal static class Windows
{
    /// <summary>The most arrivals in any window of the given length, wherever it starts: the clock's own windows are among them.</summary>
    public static int Fullest(IEnumerable<DateTimeOffset> arrivals, TimeSpan length)
    {
        DateTimeOffset[] sorted = [.. arrivals.Order()];
        var (most, first) = (0, 0);
        for (var last = 0; last < sorted.Length; last++)
        {
            while (sorted[last] - sorted[first] >= length)
                first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
