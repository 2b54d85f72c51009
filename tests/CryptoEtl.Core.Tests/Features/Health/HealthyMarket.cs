using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Tests.Features.Health;

/// <summary>A market without faults: every coin has every source on every day, and all are members.</summary>
/// <param name="spoil">Changes what is told of a field, asset and day; NaN: nothing is told.</param>
internal sealed class HealthyMarket(int seed, int assets = 30, int days = 200, Func<Field, int, int, double, double>? spoil = null)
{
    public const int Start = 738_000;

    private readonly Random random = new(seed);
    private readonly FeatureConfig config = new();

    /// <summary>Coins listed later than the first day: number of the coin to the day.</summary>
    public Func<int, int> ListedOn { get; init; } = _ => 0;

    public static int DayOf(FeatureHealth health) => health.Now.Day - Start;

    /// <summary>Every feature and day, in order of days.</summary>
    public IReadOnlyList<FeatureHealth> Judged()
    {
        var (judge, all) = (new HealthJudge(), new List<FeatureHealth>());
        new FeatureEngine(Panel()).Run(Start, Start + days - 1, block => all.AddRange(HealthMeasure.Of(block).Select(judge.Judge)));
        return all;
    }

    private FeaturePanel Panel()
    {
        var factor = Enumerable.Range(0, days).Select(_ => 0.02 * Normal()).ToArray();
        var histories = Enumerable.Range(0, assets).Select(asset => History(asset, factor)).ToList();
        var members = new Membership(assets);
        foreach (var asset in Enumerable.Range(0, assets))
        {
            for (var day = ListedOn(asset); day < days; day++)
                members.Add(asset, Start + day);
        }

        return new(config, histories, members);
    }

    private AssetHistory History(int asset, double[] factor)
    {
        var builder = new AssetHistoryBuilder(asset == 0 ? "bitcoin" : $"coin-{asset:000}", config);
        var (price, supply, mood, crowd, locked, rate) = (Math.Exp(Normal() * 2), Math.Exp(16 + Normal()), 60 + 5 * Normal(), 10 + Normal(), 19 + Normal(), 0.0001 * Normal());
        for (var day = ListedOn(asset); day < days; day++)
        {
            var open = price;
            supply *= 1 + 0.001 * random.NextDouble();
            price *= Math.Exp(factor[day] + 0.03 * Normal());
            Bar(builder, asset, day, open, price, price * supply);
            locked += 0.02 * Normal() + factor[day];
            rate = 0.8 * rate + 0.00005 * Normal() + 0.00001;
            Tell(builder, asset, day,
                (Field.Tvl, Math.Exp(locked)), (Field.DexVolume, Math.Exp(locked - 3 + 0.3 * Normal())),
                (Field.GalaxyScore, Math.Clamp(mood + 3 * Normal(), 1, 99)), (Field.AltRank, 1 + random.Next(1000)), (Field.Sentiment, Math.Clamp(mood + 4 * Normal(), 1, 99)),
                (Field.Interactions, Math.Round(Math.Exp(crowd + 0.4 * Normal()))), (Field.OpenInterest, price * supply * 0.02 * Math.Exp(0.1 * Normal())),
                (Field.FundingRate, rate), (Field.Basis, 0.001 * Normal()));
        }

        return builder.Build();
    }

    private void Bar(AssetHistoryBuilder builder, int asset, int day, double open, double close, double cap)
    {
        var (high, low) = (Math.Max(open, close) * (1 + 0.02 * random.NextDouble()), Math.Min(open, close) * (1 - 0.02 * random.NextDouble()));
        Tell(builder, asset, day, (Field.Open, open), (Field.High, high), (Field.Low, low), (Field.Close, close), (Field.Volume, cap * 0.05 * Math.Exp(0.5 * Normal())), (Field.MarketCap, cap));
        for (var hour = 0; hour < 24; hour++)
            builder.AddHour((Start + day) * 24 + hour, open + (close - open) * (hour + 1) / 24 + open * 0.004 * Normal());
    }

    private void Tell(AssetHistoryBuilder builder, int asset, int day, params (Field Field, double Value)[] values)
    {
        foreach (var (field, value) in values)
        {
            var told = spoil is null ? value : spoil(field, asset, day, value);
            if (!double.IsNaN(told))
                builder.Add(field, Start + day, told);
        }
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
