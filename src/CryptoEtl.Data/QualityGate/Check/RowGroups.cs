namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Rows that stand together and have to be judged together: one series, one key, or one batch.</summary>
/// <param name="Start">First row of the run in its chunk.</param>
/// <param name="Hash">Of the group's name; equal names have equal hashes.</param>
internal readonly record struct GroupRun(int Start, ulong Hash);

/// <summary>Tells the groups of a chunk apart.</summary>
internal static class RowGroups
{
    /// <summary>Neighbouring rows of one group, in order. A row without a name belongs to the one before it.</summary>
    /// <param name="last">Group of the row before the chunk; 0: there is none.</param>
    public static List<GroupRun> Runs(FileChunk chunk, IReadOnlyList<string> columns, ulong last)
    {
        var names = Names(chunk, columns);
        var runs = new List<GroupRun>();
        for (var row = 0; row < chunk.Rows.RowCount; row++)
        {
            if (row > 0 && names.TrueForAll(name => name.IsSame(row)))
                continue;
            var hash = Hash(names, row);
            if (runs.Count == 0 || (hash != 0 && hash != last))
                runs.Add(new(row, last = hash == 0 ? last : hash));
        }

        return runs;
    }

    /// <summary>The hash of each row's group; 0 without a name.</summary>
    public static ulong[] Hashes(FileChunk chunk, IReadOnlyList<string> columns)
    {
        var names = Names(chunk, columns);
        var hashes = new ulong[chunk.Rows.RowCount];
        for (var row = 0; row < hashes.Length; row++)
            hashes[row] = row > 0 && names.TrueForAll(name => name.IsSame(row)) ? hashes[row - 1] : Hash(names, row);
        return hashes;
    }

    private static List<Name> Names(FileChunk chunk, IReadOnlyList<string> columns) =>
        chunk.Batches is { } batches ? [Of(batches)] : [.. columns.Select(column => Of(chunk.Rows[column]))];

    private static ulong Hash(List<Name> names, int row)
    {
        var all = 1UL;
        foreach (var name in names)
        {
            if (name.Hash(row) is not { } hash)
                return 0;
            all = (all * 0x9E3779B97F4A7C15) ^ hash;
        }

        return all | 1;
    }

    private static Name Of(Array values) => values switch
    {
        string?[] texts => new(row => texts[row] == texts[row - 1], row => texts[row] is { } text ? OfText(text) : null),
        long?[] integers => new(row => integers[row] == integers[row - 1], row => Mixed(integers[row])),
        DateTime?[] times => new(row => times[row] == times[row - 1], row => Mixed(times[row]?.Ticks)),
        double?[] numbers => new(row => numbers[row] == numbers[row - 1], row => Mixed(numbers[row] is { } number ? BitConverter.DoubleToInt64Bits(number) : null)),
        bool?[] flags => new(row => flags[row] == flags[row - 1], row => Mixed(flags[row] is { } flag ? (flag ? 1 : 0) : null)),
        _ => throw new ArgumentException($"no group is named by {values.GetType().Name}", nameof(values)),
    };

    /// <summary>The same in every run, unlike a string's own hash: buckets and their order are so too.</summary>
    private static ulong OfText(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }

    private static ulong? Mixed(long? value) => value is { } number ? (ulong)number * 0xD6E8FEB86659FD93 : null;

    private sealed record Name(Func<int, bool> IsSame, Func<int, ulong?> Hash);
}
