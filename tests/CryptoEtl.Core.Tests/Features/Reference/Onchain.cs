using CryptoEtl.Core.Features;
using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group G, all at the anchor of on-chain data.</summary>
internal static class Onchain
{
    public static IEnumerable<(string, Func<Snapshot, Past, double>)> All =>
    [
        ("tvl_chg_7d", At((past, p) => Tvl(past, p) / Tvl(past, p - 7) - 1)),
        ("tvl_chg_30d", At((past, p) => Tvl(past, p) / Tvl(past, p - 30) - 1)),
        ("tvl_flow_7d", At((past, p) => Math.Log(Tvl(past, p) / Tvl(past, p - 7)) - Math.Log(past.Close(p) / past.Close(p - 7)))),
        ("mcap_tvl", At((past, p) => past.Cap(p) / Tvl(past, p))),
        ("tvl_z_90", At((past, p) => ZPrevious(day => Math.Log(Tvl(past, day)), p, 90, 60))),
        ("dex_turnover_7d", At((past, p) => In(day => Dex(past, day), p, 7, 5, Mean) / Tvl(past, p))),
        ("dex_volume_z_30", At((past, p) => ZPrevious(day => Plain.LogOnePlus(Dex(past, day)), p, 30, 20))),
        ("dex_share_7d", At(DexShare)),
        ("tvl_age_days", At((past, p) => Ages.Of(past, p, past.Config.TvlStaleDays, Field.Tvl))),
    ];

    private static Func<Snapshot, Past, double> At(Func<Past, int, double> value) => (_, past) => value(past, past.OnchainDay);

    private static double Tvl(Past past, int day) => past.Carried(Field.Tvl, day);

    private static double Dex(Past past, int day) => past.Raw(Field.DexVolume, day);

    private static double DexShare(Past past, int p)
    {
        if (Both(day => Dex(past, day), past.Volume, p, 7, 5) is not { } days)
            return double.NaN;
        var dex = days.Sum(day => Dex(past, day));
        return Over(dex, dex + days.Sum(past.Volume));
    }
}
