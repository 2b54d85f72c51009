using System.Collections.Concurrent;
using System.Globalization;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>Everything the overviews speak of, by kind and data type.</summary>
/// <remarks>
/// Volume of perpetuals and open interest are the tape's own rows of venues that are on a chain. The tape has no other flows: those
/// follow from the value locked, a share of it that belongs to the protocol and another one that belongs to the day.
/// </remarks>
internal sealed class DimensionBook(MarketSnapshot market)
{
    private static readonly string[] OnChain = ["hyperliquid", "dydx", "gmx", "drift", "jupiter", "aevo", "vertex", "apex", "paradex"];

    private readonly ConcurrentDictionary<(string Kind, string DataType), IReadOnlyList<Dimension>> known = new();

    /// <summary>Null: there is no such kind or it has no such data type.</summary>
    public IReadOnlyList<Dimension>? Of(string kind, string? dataType)
    {
        var type = dataType ?? kind switch
        {
            "fees" => "dailyFees",
            "options" => "dailyNotionalVolume",
            "open-interest" => "openInterestAtEnd",
            _ => "dailyVolume",
        };
        return Factor(kind, type) is { } factor ? known.GetOrAdd((kind, type), _ => [.. Make(kind, factor)]) : null;
    }

    // Share of the value locked that flows in a day, times what the data type is of the kind.
    private static double? Factor(string kind, string dataType) => (kind, dataType) switch
    {
        ("dexs", "dailyVolume") => 0.12,
        ("fees", "dailyFees") => 0.0004,
        ("fees", "dailyRevenue") => 0.0001,
        ("fees", "dailyHoldersRevenue") => 0.00004,
        ("options", "dailyNotionalVolume") => 0.02,
        ("options", "dailyPremiumVolume") => 0.0003,
        ("derivatives", "dailyVolume") or ("open-interest", "openInterestAtEnd") => 1,
        _ => null,
    };

    private IEnumerable<Dimension> Make(string kind, double factor) => kind switch
    {
        "dexs" => FromValueLocked(protocol => protocol.Category == "Dexs", kind, factor),
        "fees" => FromValueLocked(protocol => protocol.Category != "CEX", kind, factor),
        "options" => FromValueLocked(IsOptions, kind, factor),
        "derivatives" => FromVenues(row => row.VolumeUsd, isLevel: false),
        _ => FromVenues(row => row.OpenInterestUsd, isLevel: true),
    };

    // A tape without options protocols has one in eight write some besides what it does.
    private bool IsOptions(TapeProtocol protocol) => market.Tape.Protocols.Any(any => any.Category == "Options")
        ? protocol.Category == "Options"
        : protocol.Category is not ("CEX" or "Dexs") && LlamaJson.Share(protocol.Slug, 60) < 0.125;

    private IEnumerable<Dimension> FromValueLocked(Func<TapeProtocol, bool> chosen, string kind, double factor) =>
        market.Tape.Protocols.Where(chosen).Select(protocol => new Dimension(
            protocol.Number, protocol.Name, protocol.Slug, kind == "options" ? "Options" : protocol.Category,
            [.. protocol.Chains.Select(ChainNames.Of).Distinct()], protocol.Parent, Flow(protocol, factor), IsLevel: false));

    private DaySeries Flow(TapeProtocol protocol, double factor)
    {
        var finished = protocol.Tvl.LastUpTo(market.Today.DayNumber - 1) + 1;
        var own = factor * (0.3 + 1.4 * LlamaJson.Share(protocol.Slug, 61));
        var flows = new double[finished];
        for (var row = 0; row < finished; row++)
            flows[row] = Math.Round(protocol.Tvl.Values[row] * own * (0.6 + 0.8 * LlamaJson.Share(protocol.Slug, 62, protocol.Tvl.Days[row])), 2);
        return new DaySeries(protocol.Tvl.Days[..finished], flows);
    }

    private IEnumerable<Dimension> FromVenues(Func<DerivativeRow, double?> value, bool isLevel) => market.Tape.Derivatives
        .Where(row => row.Day < market.Today && row.Contract == "perpetual" && value(row) is not null && IsOnChain(row.Market))
        .GroupBy(row => row.Market, StringComparer.Ordinal)
        .OrderBy(rows => rows.Key, StringComparer.Ordinal)
        .Select(rows => FromVenue(rows.Key, rows, value, isLevel));

    private static Dimension FromVenue(string venue, IEnumerable<DerivativeRow> rows, Func<DerivativeRow, double?> value, bool isLevel)
    {
        var days = rows.GroupBy(row => row.Day.DayNumber).OrderBy(day => day.Key).ToArray();
        var name = venue.Split(" (")[0];
        var number = 5_000 + StableHash.Of(venue) % 4_000;
        return new Dimension(
            number.ToString(CultureInfo.InvariantCulture), name, name.ToLowerInvariant().Replace(' ', '-'), "Derivatives", [Home(name)], null,
            new DaySeries([.. days.Select(day => day.Key)], [.. days.Select(day => Math.Round(day.Sum(row => value(row)!.Value), 2))]), isLevel);
    }

    private static bool IsOnChain(string venue) => OnChain.Any(name => venue.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static ChainName Home(string venue) => ChainNames.Of(venue.ToLowerInvariant().Split(' ')[0] switch
    {
        "hyperliquid" => "Hyperliquid L1",
        "dydx" => "dYdX",
        "drift" or "jupiter" => "Solana",
        _ => "Arbitrum",
    });
}
