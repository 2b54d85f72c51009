using System.Globalization;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import;

/// <summary>Value locked by protocol, with category and chains from a later snapshot of the same source.</summary>
internal static class OnchainImport
{
    // The token of a protocol, or the parent that holds it, where it is beyond doubt. The file has none.
    private static readonly Dictionary<string, (string? Gecko, string? Parent)> Tokens = new(StringComparer.Ordinal)
    {
        ["lido"] = ("lido-dao", null),
        ["gmx"] = ("gmx", null),
        ["liquity"] = ("liquity", null),
        ["euler"] = ("euler", null),
        ["aave-v3"] = (null, "aave"),
    };

    public static IReadOnlyList<TapeProtocol> Read(string directory, ImportLog log)
    {
        var profiles = ReadProfiles(directory, log);
        var series = ReadSeries(directory, log);
        var number = 0;

        return [.. series.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Protocol(entry, profiles, ++number))];
    }

    private static TapeProtocol Protocol(
        KeyValuePair<string, (string Name, SortedDictionary<string, GrowingRows> Chains)> entry,
        Dictionary<string, (string Category, string[] Chains)> profiles, int number)
    {
        var (slug, (name, chains)) = entry;
        var (gecko, parent) = Tokens.GetValueOrDefault(slug);
        var (category, where) = profiles.GetValueOrDefault(slug, ("", []));
        return new TapeProtocol(
            slug, number.ToString(CultureInfo.InvariantCulture), name, "", category, where, gecko, parent, null,
            chains[""].Single(),
            [.. chains.Where(chain => chain.Key.Length > 0).Select(chain => (chain.Key, chain.Value.Single()))]);
    }

    private static Dictionary<string, (string Category, string[] Chains)> ReadProfiles(string directory, ImportLog log)
    {
        var profiles = new Dictionary<string, (string, string[])>(StringComparer.Ordinal);
        using var rows = CsvRows.Open(
            directory, "onchain/tvl_snapshot_protocols_2025_12.csv", "committed_at_utc", "protocol", "category", "chains");
        log.Begin(rows).ForEach(() => profiles.TryAdd(Slugs.Of(rows.Required(1)), (rows[2], [.. AssetRow.List(rows[3])])));
        return profiles;
    }

    private static Dictionary<string, (string Name, SortedDictionary<string, GrowingRows> Chains)> ReadSeries(
        string directory, ImportLog log)
    {
        var series = new Dictionary<string, (string, SortedDictionary<string, GrowingRows>)>(StringComparer.Ordinal);
        using var rows = CsvRows.Open(
            directory, "onchain/tvl_protocol_daily.csv", "protocol", "chain_or_scope", "time_utc", "tvl_usd");
        var counter = log.Begin(rows);

        counter.ForEach(() =>
        {
            var (name, scope) = (rows.Required(0), rows.Required(1));
            var day = DateOnly.FromDateTime(rows.Instant(2).UtcDateTime).DayNumber;
            var value = rows.NumberOrNaN(3);
            var (_, chains) = series.GetOrAdd(Slugs.Of(name), () => (name, new(StringComparer.Ordinal)));
            var growing = chains.GetOrAdd(scope == "Total" ? "" : scope, () => new GrowingRows(1));

            if (growing.LastDay == day)
                counter.Reject("a later reading of a day that has one");
            else if (growing.LastDay > day)
                counter.Reject("goes back in time");
            else
                growing.Add(day, [value]);
        });

        return series;
    }

    private static TValue GetOrAdd<TValue>(this IDictionary<string, TValue> map, string key, Func<TValue> create)
    {
        if (!map.TryGetValue(key, out var value))
            map[key] = value = create();
        return value;
    }
}
