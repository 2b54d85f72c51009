namespace CryptoEtl.Core.Revisions;

/// <summary>The place of each row's key among all keys of some batches, from 0 without holes: equal keys, equal ranks; larger keys, larger ranks.</summary>
/// <remarks>
/// Order of keys: column by column; text ordinal, numbers and instants by size, false before true, null before all. With ranks, what
/// concerns keys becomes arrays: a page of some 100,000 rows is ranked in a fraction of a second, without an object per row.
/// </remarks>
internal sealed class KeyRanks
{
    private readonly int[] ranks;

    private KeyRanks(int[] ranks, int count) => (this.ranks, Count) = (ranks, count);

    /// <summary>How many keys there are.</summary>
    public int Count { get; }

    /// <summary>Rank of a row; the rows of the second batch follow those of the first.</summary>
    public int this[int row] => ranks[row];

    /// <param name="columns">The key, most significant column first.</param>
    public static KeyRanks Of(IReadOnlyList<string> columns, params Batch[] batches)
    {
        var codes = new long[batches.Sum(batch => batch.RowCount)];
        var (ranks, count) = (new int[codes.Length], Math.Min(1, codes.Length));
        foreach (var column in columns)
        {
            var (ofColumn, distinct) = RankColumn([.. batches.Select(batch => batch[column])], codes.Length);
            for (var row = 0; row < codes.Length; row++)
                codes[row] = ((long)ranks[row] * distinct) + ofColumn[row];
            (ranks, count) = Rank(codes);
        }

        return new(ranks, count);
    }

    private static (int[] Ranks, int Count) RankColumn(Array[] parts, int length) =>
        parts.Length > 0 && parts[0] is string?[] ? RankTexts(parts, length) : RankValues(parts, length);

    private static (int[] Ranks, int Count) RankTexts(Array[] parts, int length)
    {
        var (places, first, next) = (new Dictionary<string, int>(StringComparer.Ordinal), new int[length], 0);
        foreach (string?[] part in parts)
        {
            foreach (var text in part)
                first[next++] = text is null ? -1 : PlaceOf(text, places);
        }

        var sorted = places.Keys.ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        var rankOfPlace = new int[sorted.Length];
        for (var rank = 0; rank < sorted.Length; rank++)
            rankOfPlace[places[sorted[rank]]] = rank + 1;
        return ([.. first.Select(place => place < 0 ? 0 : rankOfPlace[place])], sorted.Length + 1);
    }

    private static int PlaceOf(string text, Dictionary<string, int> places)
    {
        if (!places.TryGetValue(text, out var place))
            places.Add(text, place = places.Count);
        return place;
    }

    /// <summary>Null is rank 0 whether there is one or not.</summary>
    private static (int[] Ranks, int Count) RankValues(Array[] parts, int length)
    {
        var (codes, rows, next, row) = (new long[length], new int[length], 0, 0);
        foreach (var code in parts.SelectMany(SortableCodes.Of))
        {
            if (code is { } value)
                (codes[next], rows[next++]) = (value, row);
            row++;
        }

        var ranks = new int[length];
        var (ofValues, count) = Rank(codes[..next]);
        for (var at = 0; at < next; at++)
            ranks[rows[at]] = ofValues[at] + 1;
        return (ranks, count + 1);
    }

    private static (int[] Ranks, int Count) Rank(long[] codes)
    {
        var (sorted, rows, ranks) = ((long[])codes.Clone(), new int[codes.Length], new int[codes.Length]);
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;
        Array.Sort(sorted, rows);

        var rank = 0;
        for (var at = 0; at < sorted.Length; at++)
        {
            if (at > 0 && sorted[at] != sorted[at - 1])
                rank++;
            ranks[rows[at]] = rank;
        }

        return (ranks, sorted.Length == 0 ? 0 : rank + 1);
    }
}
