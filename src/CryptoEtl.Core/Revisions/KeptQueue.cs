namespace CryptoEtl.Core.Revisions;

/// <summary>A queue that keeps the largest so many.</summary>
internal static class KeptQueue
{
    /// <summary>By size, then by key and column, so that the same changes are kept whatever order they come in.</summary>
    public static Comparer<(double Size, string Key, string Column)> Order { get; } = Comparer<(double Size, string Key, string Column)>.Create((left, right) =>
        left.Size.CompareTo(right.Size) is not 0 and var bySize ? bySize
        : string.CompareOrdinal(right.Key, left.Key) is not 0 and var byKey ? byKey
        : string.CompareOrdinal(right.Column, left.Column));

    public static void EnqueueOrKeep<T>(this PriorityQueue<T, (double, string, string)> queue, T item, (double, string, string) priority, int most)
    {
        queue.Enqueue(item, priority);
        if (queue.Count > most)
            queue.Dequeue();
    }
}
