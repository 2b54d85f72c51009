using CryptoEtl.Core.Features;
using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Group H, all at the anchor of social data.</summary>
internal static class Social
{
    public static IEnumerable<(string, Func<Snapshot, Past, double>)> All =>
    [
        ("galaxy_score", At(Galaxy)),
        ("galaxy_chg_7d", At((past, p) => Galaxy(past, p) - Galaxy(past, p - 7))),
        ("alt_rank_pct", (all, past) => all.Rank(one => -AltRank(one, one.SocialDay), past)),
        ("alt_rank_imp_7d", At((past, p) => Math.Log(AltRank(past, p - 7) / AltRank(past, p)))),
        ("sentiment_ma_7", At((past, p) => In(day => past.Raw(Field.Sentiment, day), p, 7, 5, Mean))),
        ("sentiment_z_30", At((past, p) => ZPrevious(day => past.Raw(Field.Sentiment, day), p, 30, 20))),
        ("interactions_ratio_7_30", At((past, p) => Over(In(day => Interactions(past, day), p, 7, 5, Mean), In(day => Interactions(past, day), p, 30, 20, Mean)))),
        ("interactions_z_30", At((past, p) => ZPrevious(day => Plain.LogOnePlus(Interactions(past, day)), p, 30, 20))),
        ("attention_share", AttentionShare),
        ("sent_ret_div_7d", (all, past) => all.Rank(one => all.Of("sentiment_ma_7", one), past) - all.Rank(one => one.Return(one.SocialDay - 7, one.SocialDay), past)),
        ("social_age_days", At((past, p) => Ages.Of(past, p, past.Config.GalaxyScoreStaleDays, Field.GalaxyScore, Field.AltRank, Field.Sentiment, Field.Interactions))),
    ];

    private static Func<Snapshot, Past, double> At(Func<Past, int, double> value) => (_, past) => value(past, past.SocialDay);

    private static double Galaxy(Past past, int day) => past.Carried(Field.GalaxyScore, day);

    private static double AltRank(Past past, int day) => past.Carried(Field.AltRank, day);

    private static double Interactions(Past past, int day) => past.Raw(Field.Interactions, day);

    private static double AttentionShare(Snapshot all, Past past) =>
        all.Universe.Contains(past) && all.Across(one => Interactions(one, one.SocialDay)) is { } among ? Over(Interactions(past, past.SocialDay), among.Sum()) : double.NaN;
}
