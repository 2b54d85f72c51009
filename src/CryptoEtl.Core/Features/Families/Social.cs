using CryptoEtl.Core.Features.Kernels;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>Attention and mood, at the last period that LunarCrush has finished by then.</summary>
internal static class Social
{
    private const FeatureSource Lunar = FeatureSource.Social;
    private const int Lookback = 40;

    private static readonly Line<AssetWindow> LogInteractions = new((window, x) =>
    {
        for (var at = window.Deepest - Lookback; at < window.Range.End; at++)
            x[at] = Logs.OnePlus(window.Of(Field.Interactions)[at]);
    });

    private static readonly Line<AssetWindow> Interactions30 = new((window, x) => Rolling.Mean(window.Of(Field.Interactions), window.RangeOf(Lunar), 30, 20, x));

    private static readonly MomentsOf SentimentBefore = new(AssetWindow.LineOf(Field.Sentiment), 30, Lunar, Before: 1);

    private static readonly MomentsOf InteractionsBefore = new(LogInteractions, 30, Lunar, Before: 1);

    public static readonly AssetFormula SentimentMean = Define("sentiment_ma_7", "mean of 7 days", "7/5", "7", "0–100", (window, x) => Rolling.Mean(window.Of(Field.Sentiment), window.RangeOf(Lunar), 7, 5, x));

    public static IReadOnlyList<AssetFormula> Scores { get; } =
    [
        Define("galaxy_score", "value at p, carried", "1", "4", "0–100", Each((window, at) => window.Of(Carried.GalaxyScore)[at])),
        Define("galaxy_chg_7d", "G[p] − G[p−7]", "exact", "11", "points", Each((window, at) => window.Of(Carried.GalaxyScore)[at] - window.Of(Carried.GalaxyScore)[at - 7])),
    ];

    public static IReadOnlyList<AssetFormula> Moods { get; } =
    [
        Define("alt_rank_imp_7d", "ln(alt_rank[p−7]/alt_rank[p]), positive = improved", "exact", "11", "log", Each((window, at) => Math.Log(window.Of(Carried.AltRank)[at - 7] / window.Of(Carried.AltRank)[at]))),
        SentimentMean,
        Define("sentiment_z_30", "sentiment against the 30 days before: (x − mean)/std", "30/20", "31", "σ", (window, x) => PastScore.Fill(window, SentimentBefore, 20, x)),
        Define("interactions_ratio_7_30", "mean7/mean30", "7/5, 30/20", "30", "ratio", (window, x) =>
        {
            var (places, month) = (window.RangeOf(Lunar), window.Of(Interactions30));
            Rolling.Mean(window.Of(Field.Interactions), places, 7, 5, x);
            for (var at = places.First; at < places.End; at++)
                x[at] = Divide.Safe(x[at], month[at]);
        }),
        Define("interactions_z_30", "ln(1+interactions) against the 30 days before: (x − mean)/std", "30/20", "31", "σ", (window, x) => PastScore.Fill(window, InteractionsBefore, 20, x)),
    ];

    public static readonly AssetFormula Age = Define("social_age_days", "d − newest period ≤ p with any social value, null beyond 3 d", "", "4", "days",
        Ages.Of(Lunar, Field.GalaxyScore, Field.AltRank, Field.Sentiment, Field.Interactions));

    private static AssetFormula Define(string name, string formula, string windowSize, string lookback, string unit, Action<AssetWindow, double[]> fill) =>
        AssetFormula.Calendar(new(name, 'H', Calendar, formula, windowSize, lookback, unit, Lunar), fill);

    private static Action<AssetWindow, double[]> Each(Func<AssetWindow, int, double> of) => (window, x) =>
    {
        var places = window.RangeOf(Lunar);
        for (var at = places.First; at < places.End; at++)
            x[at] = of(window, at);
    };
}
