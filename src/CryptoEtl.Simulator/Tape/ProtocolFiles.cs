namespace CryptoEtl.Simulator.Tape;

/// <summary>protocols.csv and onchain.csv.</summary>
internal static class ProtocolFiles
{
    public static IReadOnlyList<TapeProtocol> Read(TapeReader tape)
    {
        var protocols = ReadProtocols(tape);
        var series = ReadSeries(tape, protocols);

        return
        [
            .. protocols.Values
                .Select(protocol => Attach(protocol, series[protocol.Slug]))
                .Where(protocol => protocol.Tvl.Days.Length > 0)
                .OrderBy(protocol => protocol.Slug, StringComparer.Ordinal),
        ];
    }

    private static TapeProtocol Attach(TapeProtocol protocol, SortedDictionary<string, GrowingRows> chains) => protocol with
    {
        Tvl = chains.TryGetValue("", out var total) ? total.Single() : DaySeries.Empty,
        ChainTvl =
        [
            .. chains.Where(chain => chain.Key.Length > 0)
                .Select(chain => (chain.Key, chain.Value.Single()))
                .Where(chain => chain.Item2.Days.Length > 0),
        ],
    };

    private static Dictionary<string, TapeProtocol> ReadProtocols(TapeReader tape)
    {
        using var rows = tape.Open(TapeFiles.Protocols, TapeFiles.ProtocolColumns);
        var protocols = new Dictionary<string, TapeProtocol>(StringComparer.Ordinal);

        while (rows.Read())
        {
            var slug = rows.Required(0);
            var protocol = new TapeProtocol(
                slug, rows.Required(1), rows.Required(2), rows[3], rows[4], AssetRow.List(rows[5]),
                rows.Optional(6), rows.Optional(7), rows.DateOrNull(8), DaySeries.Empty, []);
            if (!protocols.TryAdd(slug, protocol))
                throw rows.Bad(0, "duplicate key: the protocol appears twice");
        }

        return protocols;
    }

    private static Dictionary<string, SortedDictionary<string, GrowingRows>> ReadSeries(
        TapeReader tape, Dictionary<string, TapeProtocol> protocols)
    {
        var series = protocols.Keys.ToDictionary(
            slug => slug, _ => new SortedDictionary<string, GrowingRows>(StringComparer.Ordinal), StringComparer.Ordinal);
        using var rows = tape.Open(TapeFiles.Onchain, TapeFiles.OnchainColumns);
        var last = new Dictionary<(string, string), int>();

        while (rows.Read())
        {
            var (slug, chain) = (rows.Required(0), rows[1]);
            if (!series.TryGetValue(slug, out var chains))
                throw rows.Bad(0, "is not a protocol of protocols.csv");

            var day = tape.Day(rows, 2);
            DailyFiles.CheckAscending(rows, day, last.GetValueOrDefault((slug, chain), int.MinValue), column: 2);
            last[(slug, chain)] = day.DayNumber;

            var value = rows.NumberOrNaN(3);
            if (!chains.TryGetValue(chain, out var growing))
                chains[chain] = growing = new GrowingRows(1);
            if (tape.Keeps(day))
                growing.Add(day.DayNumber, [value]);
        }

        return series;
    }
}
