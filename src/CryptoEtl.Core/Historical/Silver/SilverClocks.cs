namespace CryptoEtl.Core.Historical.Silver;

/// <summary>When a row that replaces another was known.</summary>
/// <remarks>
/// A row is known when the last of its inputs is. One that loses an input, because the source withdrew it or it belongs to another asset now, has
/// older inputs only, and still could not be made before that was seen.
/// </remarks>
public static class SilverClocks
{
    /// <summary>Rows whose key is held as seen at the same time or later count as seen at <paramref name="seenAt"/>. Rows that did not change stay unchanged.</summary>
    /// <param name="time">The key's second column, day or hour; the first is asset_id.</param>
    /// <param name="held">Vintages, any number per key.</param>
    public static Batch After(Batch fresh, Batch held, string time, DateTimeOffset seenAt)
    {
        var last = LastSeen(held, time);
        var (assets, times, observed) = (fresh.Texts("asset_id"), fresh.Instants(time), (DateTime?[])fresh.Instants(Tables.ObservedAt).Clone());
        for (var row = 0; row < observed.Length; row++)
        {
            if (last.TryGetValue((assets[row]!, times[row]!.Value), out var seen) && seen >= observed[row] && seen < seenAt.UtcDateTime)
                observed[row] = new DateTime(seenAt.UtcTicks - (seenAt.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
        }

        return new(fresh.Table, [.. fresh.Table.Columns.Select(column => column.Name == Tables.ObservedAt ? observed : fresh[column.Name])]);
    }

    /// <summary>Rows that were seen earlier count as seen at <paramref name="seenAt"/>.</summary>
    public static Batch NotBefore(Batch rows, DateTimeOffset seenAt)
    {
        var least = new DateTime(seenAt.UtcTicks - (seenAt.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
        var observed = Array.ConvertAll(rows.Instants(Tables.ObservedAt), seen => seen < least ? least : seen);
        return new(rows.Table, [.. rows.Table.Columns.Select(column => column.Name == Tables.ObservedAt ? observed : rows[column.Name])]);
    }

    private static Dictionary<(string Asset, DateTime Time), DateTime> LastSeen(Batch held, string time)
    {
        var last = new Dictionary<(string, DateTime), DateTime>(held.RowCount);
        var (assets, times, observed) = (held.Texts("asset_id"), held.Instants(time), held.Instants(Tables.ObservedAt));
        for (var row = 0; row < held.RowCount; row++)
        {
            var key = (assets[row]!, times[row]!.Value);
            if (!last.TryGetValue(key, out var seen) || observed[row] > seen)
                last[key] = observed[row]!.Value;
        }

        return last;
    }
}
