using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Draws social activity: large coins are talked of more, and moves are.</summary>
internal sealed class SocialMaker(TapeMakeOptions options)
{
    // Small coins have no social figures at all.
    private const double SilentShare = 0.2;

    public SocialSeries Draw(AssetPlan plan, DailySeries daily)
    {
        var random = new SeededRandom(StableHash.Of(options.Seed, 6_000_000 + plan.Index));
        if (plan.Asset.LunarCrushId is null || (plan.Index > 50 && random.Chance(SilentShare)))
            return SocialSeries.Empty;

        var (score, sentiment) = (random.Between(35, 70), random.Between(55, 90));
        var reach = 50_000_000.0 / (plan.Index + 2);
        var rows = new GrowingRows(6);
        Span<double> row = stackalloc double[6];
        for (var i = 0; i < daily.Count; i++)
        {
            var stir = 1 + 5 * Math.Abs(daily.Close[i] / Math.Max(daily.Open[i], 1e-12) - 1);
            score = Math.Clamp(score + random.Normal(), 5, 95);
            sentiment = Math.Clamp(sentiment + 0.5 * random.Normal(), 20, 99);
            row[0] = Math.Round(reach * Math.Min(stir, 10) * random.Between(0.5, 1.5));
            row[1] = Math.Round(row[0] / 500);
            row[2] = Math.Round(score, 1);
            row[3] = 1 + Math.Round((100 - score) / 100 * options.Assets);
            row[4] = Math.Round(sentiment);
            row[5] = Math.Round(20.0 / (plan.Index + 1) * random.Between(0.8, 1.2), 4);
            rows.Add(daily.Days[i], row);
        }

        return rows.Social();
    }
}
