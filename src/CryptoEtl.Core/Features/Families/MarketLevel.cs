using CryptoEtl.Core.Features.Kernels;
using CryptoEtl.Core.Features.Market;

namespace CryptoEtl.Core.Features.Families;

/// <summary>One value a day for the whole market.</summary>
internal static class MarketLevel
{
    private static readonly SectionInput Close = new(AssetWindow.LineOf(Field.Close), FeatureSource.Market);

    private static readonly SectionInput Return = new(Returns.Simple, FeatureSource.Market);

    private static readonly SectionInput Quarter = SectionInput.Of(Returns.Ret90);

    private static readonly SectionInput Average = SectionInput.Of(Averages.PriceToSma50);

    /// <summary>Highest close of 90 days with at least 60 bars.</summary>
    private static readonly SectionInput Highest = new(new((window, x) => Rolling.Max(window.Close, window.Range, 90, 60, x)), FeatureSource.Market);

    public static IReadOnlyList<MarketFormula> All { get; } =
    [
        Define("mkt_ret_1d", "Σ w R[t]/Σ w over the members of t−1, w = M[t−1] carried, at least 5", "1", "decimal", "Liu–Tsyvinski–Wu 2022 CMKT", [], section => section.Market!.Returns[section.Day - section.Market.FirstDay], needsMarket: true),
        Define("mkt_vol_30", "std(mkt_ret_1d) · √365", "30/20", "decimal a year", "", [], Volatility, needsMarket: true),
        Define("csmb_7d", "formed at f = t−7 of members of f with M[f] ≥ 10⁶ and a return since, at least 5: value-weighted return of M ≤ q30 less that of M ≥ q70", "7", "decimal", "Liu–Tsyvinski–Wu 2022 size", [], section => Factors.Size(section)),
        Define("cmom_7d", "same assets with ret_21d[f]: ½(HighSmall + HighBig) − ½(LowSmall + LowBig), size split at the median, momentum at q30 and q70, value-weighted", "7", "decimal", "Liu–Tsyvinski–Wu 2022 momentum", [], section => Factors.Momentum(section)),
        Define("breadth_sma50", "share of U with px_sma_50 > 10⁻¹²", "50", "0–1", "", [Average], section => Share(section, section.Of(Average), value => value > 1e-12)),
        Define("new_high_frac_90", "share with C = max C over 90 d (≥ 60 bars)", "90/60", "0–1", "", [Close, Highest], NewHighs),
        Define("xs_disp_1d", "std over U of R, clipped at 5 robust deviations", "n ≥ 5", "decimal", "", [Return], section => section.Ranking.Dispersion(section.Of(Return), section.Scratch)),
        Define("avg_corr_30", "mean pairwise corr of r over 30 d of the 50 largest, pairs with ≥ 20 common days, ≥ 3 pairs", "30/20", "−1–1", "", [CrossSections.MarketCap], section => Correlations.Average(section)),
        Define("mcap_hhi", "Σ share²", "n ≥ 5", "0–1", "Herfindahl", [CrossSections.MarketCap], section => Concentration(section, shares => Squares(shares))),
        Define("btc_dominance", "bitcoin's share of M; null if not in U", "n ≥ 5", "0–1", "", [CrossSections.MarketCap], Dominance),
        Define("top10_share", "sum of the ten largest shares of M", "n ≥ 5", "0–1", "", [CrossSections.MarketCap], section => Concentration(section, shares => LargestTen(shares))),
        Define("alt_outperf_90", "share of the 50 largest of U without bitcoin with ret_90d above bitcoin's", "≥ 5", "0–1", "altseason index", [CrossSections.MarketCap, Quarter], Outperformers),
        Define("universe_n", "number of assets in U(d)", "", "count", "", [], section => section.Count),
    ];

    /// <summary>The largest members by market cap, ties by id: their places among the members.</summary>
    public static int[] Largest(Section section, int without = -1)
    {
        var (largest, count) = (new int[section.Panel.Config.TopN], 0);
        foreach (var place in section.Descending(CrossSections.MarketCap))
        {
            if (count == largest.Length)
                break;
            if (section.Members[place] != without)
                largest[count++] = place;
        }

        return largest[..count];
    }

    private static MarketFormula Define(string name, string formula, string window, string unit, string reference, SectionInput[] inputs, Func<Section, double> of, bool needsMarket = false) =>
        new(new(name, 'F', FeatureKind.Market, formula, window, window, unit, FeatureSource.Market, reference), inputs, of, needsMarket);

    private static double Volatility(Section section)
    {
        var (returns, last) = (section.Market!.Returns, section.Day - section.Market.FirstDay);
        var (sum, count) = CrossSections.Sum(returns.AsSpan(last - 29, 30));
        var squares = 0.0;
        foreach (var value in returns.AsSpan(last - 29, 30))
            squares += double.IsNaN(value) ? 0 : (value - sum / count) * (value - sum / count);
        return count < 20 ? double.NaN : Moments.IsFlat(returns, last, 30) ? 0 : Math.Sqrt(squares / (count - 1) * Returns.DaysAYear);
    }

    /// <summary>Of what is there; null with too few.</summary>
    private static double Share(Section section, ReadOnlySpan<double> values, Func<double, bool> isMeant)
    {
        var (count, meant) = (0, 0);
        foreach (var value in values)
        {
            count += double.IsNaN(value) ? 0 : 1;
            meant += isMeant(value) ? 1 : 0;
        }

        return count < section.Panel.Config.MinCrossSection ? double.NaN : (double)meant / count;
    }

    private static double NewHighs(Section section)
    {
        var closes = section.Of(Close);
        var highest = section.Of(Highest);
        var scratch = section.Scratch;
        for (var at = 0; at < closes.Length; at++)
            scratch[at] = double.IsNaN(highest[at]) ? double.NaN : closes[at] == highest[at] ? 1 : 0;
        return Share(section, scratch, value => value == 1);
    }

    private static double Concentration(Section section, Func<double[], double> of)
    {
        var (sum, count) = CrossSections.Sum(section.Of(CrossSections.MarketCap));
        if (count < section.Panel.Config.MinCrossSection || !double.IsFinite(sum))
            return double.NaN;
        var shares = new List<double>(count);
        foreach (var cap in section.Of(CrossSections.MarketCap))
        {
            if (!double.IsNaN(cap))
                shares.Add(cap / sum);
        }

        return of([.. shares]);
    }

    private static double Squares(double[] shares)
    {
        var sum = 0.0;
        foreach (var share in shares)
            sum += share * share;
        return sum;
    }

    private static double LargestTen(double[] shares)
    {
        Array.Sort(shares);
        var sum = 0.0;
        for (var at = shares.Length - 1; at >= Math.Max(0, shares.Length - 10); at--)
            sum += shares[at];
        return sum;
    }

    private static double Dominance(Section section)
    {
        var place = section.Members.IndexOf(section.Panel.Bitcoin);
        return place < 0 ? double.NaN : Concentration(section, _ => section.Of(CrossSections.MarketCap)[place] / CrossSections.Sum(section.Of(CrossSections.MarketCap)).Sum);
    }

    private static double Outperformers(Section section)
    {
        if (section.Panel.Bitcoin < 0)
            return double.NaN;
        var quarters = section.Of(Quarter);
        var (benchmark, count, better) = (section.Of(Quarter, section.Panel.Bitcoin), 0, 0);
        foreach (var place in Largest(section, section.Panel.Bitcoin))
        {
            count += double.IsNaN(quarters[place]) ? 0 : 1;
            better += quarters[place] > benchmark ? 1 : 0;
        }

        return count < section.Panel.Config.MinCrossSection || double.IsNaN(benchmark) ? double.NaN : (double)better / count;
    }
}
