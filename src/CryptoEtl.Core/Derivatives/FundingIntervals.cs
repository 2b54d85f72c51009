using System.Collections.Frozen;
using System.Globalization;

namespace CryptoEtl.Core.Derivatives;

/// <summary>How often venues settle funding. No source of ours tells, so this is what venues publish, and what the user adds.</summary>
/// <remarks>
/// Some venues settle every contract alike. Others have moved contracts one by one to four hours or one, and only their oldest,
/// on bitcoin and ether, are known to keep eight. What is in neither list has no known interval, and no harmonised rate.
/// </remarks>
public sealed class FundingIntervals
{
    private static readonly FrozenSet<string> Majors = new[] { "bitcoin", "ethereum" }.ToFrozenSet();

    /// <summary>Every contract of the venue, hours.</summary>
    private static readonly Dictionary<string, double> Whole = new()
    {
        ["bitmex"] = 8,
        ["dydx_perpetual"] = 1,
        ["dydx_v4"] = 1,
        ["ftx"] = 1,
        ["hyperliquid"] = 1,
    };

    /// <summary>Their contracts on bitcoin and ether only, hours.</summary>
    private static readonly Dictionary<string, double> OnMajors = new()
    {
        ["binance_futures"] = 8,
        ["bybit"] = 8,
        ["okex_swap"] = 8,
        ["bitget_futures"] = 8,
        ["gate_futures"] = 8,
        ["huobi_dm"] = 8,
        ["kumex"] = 8,
        ["mxc_futures"] = 8,
        ["phemex_futures"] = 8,
    };

    private readonly Dictionary<string, double> given;

    private FundingIntervals(Dictionary<string, double> given) => this.given = given;

    /// <summary>What venues publish, and nothing else.</summary>
    public static FundingIntervals Published { get; } = new([]);

    /// <summary>Adds the user's own: <c>venue=hours,venue=hours</c>, each for all contracts of the venue.</summary>
    /// <exception cref="BadInputException">An entry is no such pair.</exception>
    public static FundingIntervals With(string? setting)
    {
        var given = new Dictionary<string, double>();
        foreach (var entry in (setting ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=') is not [{ Length: > 0 } venue, var text]
                || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var hours) || hours is not (> 0 and <= 24))
                throw new BadInputException($"setting FUNDING_INTERVALS has '{entry}', which is not venue=hours");
            given[venue.Trim().ToLowerInvariant()] = hours;
        }

        return new(given);
    }

    /// <summary>Hours between two settlements; null where that is not known.</summary>
    /// <param name="venue">CoinGecko's venue id, or the marketplace of an on-chain perpetual; case and blanks are ignored.</param>
    public double? HoursOf(string venue, string? assetId)
    {
        var id = venue.Trim().ToLowerInvariant().Replace(' ', '_');
        if (given.TryGetValue(id, out var hours) || Whole.TryGetValue(id, out hours))
            return hours;
        return assetId is not null && Majors.Contains(assetId) && OnMajors.TryGetValue(id, out hours) ? hours : null;
    }
}
