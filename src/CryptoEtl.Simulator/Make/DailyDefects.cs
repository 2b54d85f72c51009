using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Spoils daily rows the way real histories are spoilt, and declares every spot.</summary>
/// <remarks>The last days are left alone: there the live defects are to be seen by themselves.</remarks>
internal sealed class DailyDefects(TapeMakeOptions options)
{
    private const int CleanDaysAtEnd = 9;

    private readonly List<Defect> declared = [];

    public IReadOnlyList<Defect> Declared => declared;

    /// <summary>The series with gaps, stale caps, unknown caps and wrong cells.</summary>
    public DailySeries Spoil(AssetPlan plan, DailySeries series)
    {
        if (plan.Index < NameMaker.Anchors)
            return series;

        var random = new SeededRandom(StableHash.Of(options.Seed, 5_000_000 + plan.Index));
        var end = options.End.DayNumber - CleanDaysAtEnd;
        UnknownCap(plan, random, series, end);
        StaleCap(plan, random, series, end);
        WrongCells(plan, random, series, end);
        return Gap(plan, random, series, end);
    }

    // The source had not worked out the supply in the first month.
    private void UnknownCap(AssetPlan plan, SeededRandom random, DailySeries series, int end)
    {
        if (!random.Chance(0.08))
            return;

        for (var i = 0; i < Math.Min(30, series.Count) && series.Days[i] < end; i++)
        {
            (series.MarketCap[i], series.Supply[i]) = (0, double.NaN);
            Declare(plan, series.Days[i], "market_cap_usd", "unknown_cap", null);
        }
    }

    private void StaleCap(AssetPlan plan, SeededRandom random, DailySeries series, int end)
    {
        if (!random.Chance(0.06) || series.Count < 60)
            return;

        var first = 35 + random.Below(series.Count - 45);
        for (var i = first; i < first + 8 && i < series.Count && series.Days[i] < end; i++)
        {
            series.MarketCap[i] = series.MarketCap[first - 1];
            series.Supply[i] = double.NaN;
            Declare(plan, series.Days[i], "market_cap_usd", "stale_cap", i - first + 1);
        }
    }

    // A twentieth of the live share, over three kinds: a history of years must pass a gate as well as a snapshot.
    private void WrongCells(AssetPlan plan, SeededRandom random, DailySeries series, int end)
    {
        for (var i = 0; i < series.Count && series.Days[i] < end; i++)
        {
            if (!random.Chance(options.DefectShare / 20))
                continue;

            switch (random.Below(3))
            {
                case 0:
                    series.Close[i] = 0;
                    Declare(plan, series.Days[i], "close", "zero_price", null);
                    break;
                case 1 when series.High[i] > series.Low[i]:
                    (series.High[i], series.Low[i]) = (series.Low[i], series.High[i]);
                    Declare(plan, series.Days[i], "high", "inverted", null);
                    break;
                default:
                    series.MarketCap[i] *= 1000;
                    Declare(plan, series.Days[i], "market_cap_usd", "scaled", 1000);
                    break;
            }
        }
    }

    private DailySeries Gap(AssetPlan plan, SeededRandom random, DailySeries series, int end)
    {
        if (!random.Chance(0.1) || series.Count < 40)
            return series;

        var first = 5 + random.Below(series.Count - 30);
        var length = 1 + random.Below(15);
        if (series.Days[first] + length >= end)
            return series;

        declared.RemoveAll(defect => defect.AssetId == plan.Asset.Id
            && defect.Day.DayNumber >= series.Days[first] && defect.Day.DayNumber < series.Days[first] + length);
        Declare(plan, series.Days[first], "date", "gap", length);
        return series.Without(first, length);
    }

    private void Declare(AssetPlan plan, int day, string field, string kind, double? value) =>
        declared.Add(new Defect(plan.Asset.Id, DateOnly.FromDayNumber(day), "daily", field, kind, value));
}
