using CryptoEtl.Core.Features.Market;
using static CryptoEtl.Core.Features.FeatureKind;

namespace CryptoEtl.Core.Features.Families;

/// <summary>An asset among the members of the day's universe. Null for others.</summary>
internal static class CrossSections
{
    public static readonly SectionInput MarketCap = new(Carried.MarketCap, FeatureSource.Market);

    private static readonly SectionInput AltRank = new(Carried.AltRank, FeatureSource.Social);

    private static readonly SectionInput Interactions = new(AssetWindow.LineOf(Field.Interactions), FeatureSource.Social);

    private static readonly SectionInput WeekAtSocial = new(Returns.Week, FeatureSource.Social);

    private static readonly SectionInput SentimentMean = SectionInput.Of(Social.SentimentMean);

    /// <summary>In group E, before the market model.</summary>
    public static IReadOnlyList<SectionFormula> Sizes { get; } =
    [
        Ranked("size_rank", 'E', MarketCap, "xs_rank(M), M carried", "4", FeatureSource.Market, "Liu–Tsyvinski–Wu 2022 MCAP"),
        new(new("mcap_share", 'E', CrossSection, "M/Σ_U M", "n ≥ 5", "4", "0–1", FeatureSource.Market), [MarketCap], (section, output) => Shares(section, MarketCap, output)),
    ];

    /// <summary>In group E, after the market model.</summary>
    public static IReadOnlyList<SectionFormula> Ranks { get; } =
    [
        OfColumn("ret_7d_xs_rank", Returns.Ret7), OfColumn("ret_21d_xs_rank", Returns.Ret21), OfColumn("mom_90_7_xs_rank", Returns.Mom90),
        OfColumn("vol_30d_xs_rank", Volatility.Vol30), OfColumn("amihud_30_xs_rank", Liquidity.Amihud),
        new(
            new("ret_21d_xs_z", 'E', CrossSection, "xs_z(ret_21d), clipped at 5 robust deviations", "n ≥ 5", "22", "σ", FeatureSource.Market),
            [SectionInput.Of(Returns.Ret21)],
            (section, output) => section.Ranking.Scores(section.Of(SectionInput.Of(Returns.Ret21)), output)),
    ];

    public static readonly SectionFormula AltRankShare = new(
        new("alt_rank_pct", 'H', CrossSection, "xs_rank(−alt_rank[p]), carried; near 1 = best", "n ≥ 5", "4", "0–1", FeatureSource.Social), [AltRank], (section, output) =>
        {
            section.Ranking.Ranks(section.Of(AltRank), output);
            for (var at = 0; at < output.Length; at++)
                output[at] = 1 - output[at];
        });

    public static IReadOnlyList<SectionFormula> Attention { get; } =
    [
        new(new("attention_share", 'H', CrossSection, "x_i[p]/Σ_U x[p] of interactions", "n ≥ 5", "1", "0–1", FeatureSource.Social), [Interactions], (section, output) => Shares(section, Interactions, output)),
        new(new("sent_ret_div_7d", 'H', CrossSection, "xs_rank(sentiment_ma_7) − xs_rank(ret_7d at p)", "n ≥ 5", "8", "−1–1", FeatureSource.Social), [SentimentMean, WeekAtSocial], (section, output) =>
        {
            section.Ranking.Ranks(section.Of(SentimentMean), output);
            section.Ranking.Ranks(section.Of(WeekAtSocial), section.Scratch);
            for (var at = 0; at < output.Length; at++)
                output[at] -= section.Scratch[at];
        }),
    ];

    public static readonly SectionFormula Funding =
        Ranked("funding_xs_rank", 'I', SectionInput.Of(Futures.FundingDay), "xs_rank(funding_ann_1d)", "1", FeatureSource.Derivatives, "");

    private static SectionFormula OfColumn(string name, AssetFormula column) =>
        Ranked(name, 'E', SectionInput.Of(column), $"xs_rank({column.Feature.Name})", column.Feature.Lookback, FeatureSource.Market, "WorldQuant rank");

    private static SectionFormula Ranked(string name, char group, SectionInput input, string formula, string lookback, FeatureSource source, string reference) => new(
        new(name, group, CrossSection, formula, "n ≥ 5", lookback, "0–1", source, reference), [input], (section, output) => section.Ranking.Ranks(section.Of(input), output));

    private static void Shares(Section section, SectionInput input, Span<double> output)
    {
        var values = section.Of(input);
        var (sum, count) = Sum(values);
        for (var at = 0; at < values.Length; at++)
            output[at] = count < section.Panel.Config.MinCrossSection || sum == 0 || !double.IsFinite(sum) ? double.NaN : values[at] / sum;
    }

    /// <summary>Of what is there, and how many that are.</summary>
    public static (double Sum, int Count) Sum(ReadOnlySpan<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
                (sum, count) = (sum + value, count + 1);
        }

        return (sum, count);
    }
}
