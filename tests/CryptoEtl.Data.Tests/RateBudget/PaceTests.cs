using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Pacing;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>The arithmetic alone: slots, before anything delays them.</summary>
public sealed class PaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_limit_is_exceeded_even_when_every_call_is_as_late_as_it_may_be()
    {
        for (var limit = 10; limit <= 1500; limit++)
        {
            var slots = Greedy(new(limit), 2 * limit + 5, random: null);
            Assert.InRange(Windows.Fullest(slots, TimeSpan.FromMinutes(1) + Pace.Jitter), 1, limit);
        }
    }

    [Fact]
    public void Neither_after_pauses_of_any_length()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var limit = random.Next(10, 800);
            var slots = Greedy(new(limit), 3 * limit, random);
            Assert.InRange(Windows.Fullest(slots, TimeSpan.FromMinutes(1) + Pace.Jitter), 1, limit);
        }
    }

    [Fact]
    public void In_the_long_run_at_most_a_twentieth_of_a_limit_is_left_unused()
    {
        for (var limit = 60; limit <= 5000; limit++)
            Assert.True(Pace.Of(new(limit), null, 1).CallsPerMinute >= limit / 1.05, $"{limit}");
    }

    [Theory]
    [InlineData(600, 12), InlineData(100, 2), InlineData(99, 1), InlineData(10, 1)]
    public void A_fiftieth_may_go_at_once_after_a_quiet_time(int limit, int burst)
    {
        var slots = Greedy(new(limit), burst + 1, random: null);

        Assert.All(slots[..burst], slot => Assert.Equal(Start, slot));
        Assert.True(slots[burst] > Start);
    }

    [Fact]
    public void A_limit_per_second_holds_too()
    {
        var slots = Greedy(new(600, CallsPerSecond: 10), 100, random: null);

        Assert.InRange(Windows.Fullest(slots, TimeSpan.FromSeconds(1) + Pace.SecondJitter), 8, 10);
    }

    [Fact]
    public void A_slower_pace_is_slower_in_every_way()
    {
        var (full, half) = (Pace.Of(new(600), null, 1), Pace.Of(new(600), null, 0.5));

        Assert.Equal(2 * full.Interval, half.Interval);
        Assert.True(half.Tolerance <= full.Tolerance);
    }

    [Theory]
    [InlineData(null, 500, false), InlineData(null, 501, true), InlineData(10, 83, false), InlineData(10, 84, true)]
    public void A_slot_is_void_a_third_of_the_jitter_after_its_time(int? perSecond, int millisecondsLate, bool isVoid)
    {
        var pace = Pace.Of(new(600, perSecond), null, 1);
        var slot = new BudgetState().Reserve(pace, 1, Start, 1).Slots[0];

        Assert.Equal(isVoid, slot.IsVoid(Start.AddMilliseconds(millisecondsLate)));
    }

    /// <summary>Slots as early as the pace gives them, reserved in uneven lots.</summary>
    /// <param name="random">Where there are pauses, and how long. Null: none.</param>
    private static DateTimeOffset[] Greedy(SourceLimit limit, int count, Random? random)
    {
        var (state, now, slots) = (new BudgetState(), Start, new List<DateTimeOffset>());
        while (slots.Count < count)
        {
            var pace = Pace.Of(limit, null, 1);
            (state, var lot) = state.Reserve(pace, 1 + slots.Count % 7, now, 1);
            slots.AddRange(lot.Select(slot => slot.At));
            if (random?.Next(10) == 0)
                now = Slots.Later(now, slots[^1]).AddSeconds(Math.Pow(10, 2.5 * random.NextDouble() - 1));
        }

        return [.. slots];
    }
}
