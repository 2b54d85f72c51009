using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Values the source changes after the fact: days later, some of them twice.</summary>
internal sealed class RestatementMaker(TapeMakeOptions options)
{
    private static readonly string[] Fields = ["close", "volume_usd", "market_cap_usd"];

    public IEnumerable<Restatement> Make(AssetPlan plan, DailySeries daily)
    {
        var random = new SeededRandom(StableHash.Of(options.Seed, 10_000_000 + plan.Index));
        if (daily.Count < 20 || !random.Chance(0.1))
            yield break;

        var row = random.Below(daily.Count - 15);
        var field = Fields[random.Below(Fields.Length)];
        var old = daily.Column(field)![row];
        var published = Moment(daily.Days[row] + 2 + random.Below(5), random);
        for (var times = random.Chance(0.3) ? 2 : 1; times > 0; times--)
        {
            var restated = Math.Round(old * random.Between(0.9, 1.1), 8);
            if (double.IsNaN(old) || restated == old)
                yield break;

            yield return new Restatement(plan.Asset.Id, DateOnly.FromDayNumber(daily.Days[row]), field, old, restated, published);
            (old, published) = (restated, published.AddDays(1 + random.Below(4)));
        }
    }

    private static DateTimeOffset Moment(int day, SeededRandom random) =>
        new DateTimeOffset(DateOnly.FromDayNumber(day), TimeOnly.MinValue, TimeSpan.Zero).AddHours(random.Below(24));
}
