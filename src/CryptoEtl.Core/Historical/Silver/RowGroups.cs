namespace CryptoEtl.Core.Historical.Silver;

/// <summary>Rows of a batch by asset, each asset's in order of time.</summary>
internal static class RowGroups
{
    /// <param name="assets">Asset of each row; rows without one are left out.</param>
    /// <param name="times">Time of each row.</param>
    public static Dictionary<string, int[]> Of(string?[] assets, DateTime?[] times)
    {
        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var row = 0; row < assets.Length; row++)
        {
            if (assets[row] is not { } asset || times[row] is null)
                continue;
            if (!groups.TryGetValue(asset, out var rows))
                groups.Add(asset, rows = []);
            rows.Add(row);
        }

        return groups.ToDictionary(group => group.Key, group => InOrder(group.Value, times), StringComparer.Ordinal);
    }

    private static int[] InOrder(List<int> rows, DateTime?[] times)
    {
        var ordered = rows.ToArray();
        Array.Sort([.. rows.Select(row => times[row]!.Value.Ticks)], ordered);
        return ordered;
    }
}
