using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary>When in the hour the source's hourly points fall.</summary>
/// <remarks>
/// After recorded charts: half of the points within 3.4 minutes of the hour, one in twenty more than 20 minutes late; of 720
/// hours six held two points and four held none.
/// </remarks>
internal static class HourlyJitter
{
    private const long HourMs = 3_600_000;
    private const double NoneShare = 4 / 720.0;
    private const double TwoShare = 6 / 720.0;

    public static IEnumerable<long> Stamps(ulong seed, long hour)
    {
        var hash = StableHash.Of(StableHash.Of(seed, 60), hour);
        var lot = StableHash.Unit(hash);
        if (lot < NoneShare)
            yield break;

        var first = Offset(StableHash.Unit(StableHash.Of(hash, 1)));
        yield return hour * HourMs + first;
        if (lot < NoneShare + TwoShare)
            yield return hour * HourMs + first + 1 + (long)((HourMs - first - 2) * StableHash.Unit(StableHash.Of(hash, 2)));
    }

    // Straight lines between the known quantiles, in minutes.
    private static long Offset(double share)
    {
        var minutes = share switch
        {
            < 0.5 => 0.2 + 3.2 * (share / 0.5),
            < 0.8 => 3.4 + 2.6 * ((share - 0.5) / 0.3),
            < 0.95 => 6 + 14 * ((share - 0.8) / 0.15),
            _ => 20 + 35 * ((share - 0.95) / 0.05),
        };
        return (long)(minutes * 60_000);
    }
}
