using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>Random limits, hosts, arrival patterns, network delays, clock skews and store latencies.</summary>
public sealed class PacingPropertyTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void No_window_of_a_minute_ever_gets_more_than_the_limit() =>
        Prop.ForAll(Scenarios(10, 1500).ToArbitrary(), scenario =>
        {
            var arrivals = scenario.Play(calls: Math.Max(60, 3 * scenario.Limit), isBusy: false);
            return Windows.Fullest(arrivals, Minute) <= scenario.Limit;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Busy_hosts_use_the_limit_up_to_a_twentieth() =>
        Prop.ForAll(Scenarios(60, 1500).ToArbitrary(), scenario =>
        {
            var calls = 4 * scenario.Limit;
            var arrivals = scenario.Play(calls, isBusy: true);
            var taken = arrivals.Max() - arrivals.Min();
            return Windows.Fullest(arrivals, Minute) <= scenario.Limit && taken <= 1.05 * (Minute * calls / scenario.Limit);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void No_second_ever_gets_more_than_the_limit_per_second() =>
        Prop.ForAll(Gen.Choose(1, 40).SelectMany(_ => Gen.Choose(0, int.MaxValue), (limit, seed) => (limit, seed)).ToArbitrary(), given =>
        {
            var scenario = new Scenario(60 * given.limit, 2, 20, given.seed, PerSecond: given.limit);
            return Windows.Fullest(scenario.Play(20 * given.limit, isBusy: false), TimeSpan.FromSeconds(1)) <= given.limit;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    /// <summary>Slots that come out of the store seconds late, all together, are void: later ones take their place.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Nor_when_the_store_takes_seconds_and_slots_come_late(int seed)
    {
        var arrivals = new Scenario(60, 20, 2, seed, StoreMilliseconds: 6000).Play(200, isBusy: false);

        Assert.Equal(200, arrivals.Count);
        Assert.InRange(Windows.Fullest(arrivals, Minute), 1, 60);
    }

    private static Gen<Scenario> Scenarios(int least, int most) =>
        from limit in Gen.Choose(least, most)
        from hosts in Gen.Choose(1, 4)
        from workers in Gen.Choose(1, 40)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Scenario(limit, hosts, workers, seed);

    /// <summary>What may differ from case to case; the seed decides the rest.</summary>
    public sealed record Scenario(int Limit, int Hosts, int Workers, int Seed, int? PerSecond = null, int? StoreMilliseconds = null)
    {
        /// <summary>When each call arrived at the source.</summary>
        /// <param name="isBusy">Enough workers to use the limit up, without pauses of their own.</param>
        internal List<DateTimeOffset> Play(int calls, bool isBusy)
        {
            List<DateTimeOffset> arrivals = [];
            InventedTime.Run(async time =>
            {
                var random = new Random(Seed);
                var store = new SlowStore(time, random, TimeSpan.FromMilliseconds(StoreMilliseconds ?? random.Next(0, 40)));
                var left = new Countdown(calls);
                var workers = isBusy ? Math.Max(Workers, Limit / 8) : Workers;
                await Task.WhenAll(Enumerable.Range(0, Hosts).Select(_ => HostAsync(time, store, random, workers, left, arrivals, isBusy)));
            });
            return arrivals;
        }

        private async Task HostAsync(
            InventedTime time, SlowStore store, Random random, int workers, Countdown left, List<DateTimeOffset> arrivals, bool isBusy)
        {
            // A second of jitter is what remains of the second and a half when slots are handed out late.
            var small = PerSecond is null ? 1 : 0.15;
            var skew = TimeSpan.FromSeconds(0.3 * small * random.NextDouble());
            using var budget = Budgets.Of(new SkewedTime(time, skew), store, Limit, perSecond: PerSecond);
            await Task.WhenAll(Enumerable.Range(0, workers).Select(async worker =>
            {
                while (left.Take())
                {
                    if (!isBusy && random.Next(4) == 0)
                        await time.Delay(TimeSpan.FromSeconds(random.Next(0, 30)));
                    var turn = await budget.TakeAsync(Budgets.Request($"pipeline-{worker % 3}", perishable: random.Next(2) == 0));
                    await time.Delay(TimeSpan.FromSeconds(0.7 * small * random.NextDouble()));
                    arrivals.Add(time.GetUtcNow());
                    await time.Delay(TimeSpan.FromSeconds(random.NextDouble()));
                    await turn.SucceededAsync();
                }
            }));
        }
    }

    internal sealed class Countdown(int from)
    {
        private int left = from;

        public bool Take() => left-- > 0;
    }
}
