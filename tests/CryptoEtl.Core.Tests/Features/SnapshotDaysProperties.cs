using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>Laws of daily observations, whatever the snapshots.</summary>
public sealed class SnapshotDaysProperties
{
    private static readonly long Start = new DateTime(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    [Fact]
    public void Snapshots_that_come_later_change_no_vintage_before_them() => Check((snapshots, config, random) =>
    {
        var moment = Start + random.NextInt64(6 * TimeSpan.TicksPerDay);
        var known = SnapshotDays.Of(snapshots.Where(one => one.Available <= moment), config).Where(told => told.Published <= moment);
        return known.SequenceEqual(SnapshotDays.Of(snapshots, config).Where(told => told.Published <= moment));
    });

    [Fact]
    public void What_is_known_at_a_moment_is_what_the_snapshots_known_then_come_to() => Check((snapshots, config, random) =>
    {
        var moment = Start + random.NextInt64(8 * TimeSpan.TicksPerDay);
        return snapshots.GroupBy(one => one.Day).All(day =>
        {
            var known = config.PublishedTicks(FeatureSource.Derivatives, day.Key) > moment ? [] : day.Where(one => one.Available <= moment).ToArray();
            return IsNear(Interest(known), Known(snapshots, config, Field.OpenInterest, day.Key, moment))
                && IsNear(Mean(known.Select(one => one.FundingRate)), Known(snapshots, config, Field.FundingRate, day.Key, moment))
                && IsNear(Mean(known.Select(one => one.Basis)), Known(snapshots, config, Field.Basis, day.Key, moment));
        });
    });

    [Fact]
    public void Rows_may_come_in_any_order() => Check((snapshots, config, random) =>
    {
        var mixed = snapshots.ToArray();
        random.Shuffle(mixed);
        return SnapshotDays.Of(mixed, config).SequenceEqual(SnapshotDays.Of(snapshots, config));
    });

    [Fact]
    public void Nothing_is_told_before_its_day_is_over_or_twice_in_a_row() => Check((snapshots, config, _) =>
        SnapshotDays.Of(snapshots, config).GroupBy(told => (told.Field, told.Day)).All(told =>
            told.All(one => one.Published >= config.PublishedTicks(FeatureSource.Derivatives, one.Day))
            && told.Zip(told.Skip(1)).All(pair => pair.First.Published < pair.Second.Published && !pair.First.Value.Equals(pair.Second.Value))));

    private static double Known(VenuesSnapshot[] snapshots, FeatureConfig config, Field field, int day, long moment) =>
        SnapshotDays.Of(snapshots, config).Where(told => told.Field == field && told.Day == day && told.Published <= moment)
            .Select(told => told.Value).DefaultIfEmpty(double.NaN).Last();

    private static double Interest(VenuesSnapshot[] known) => known.Length == 0 ? double.NaN : known.MaxBy(one => (one.Moment, one.Available, one.OpenInterest)).OpenInterest;

    private static double Mean(IEnumerable<double> values)
    {
        var (sum, count) = (0m, 0);
        foreach (var value in values.Where(value => !double.IsNaN(value)))
            (sum, count) = (sum + (decimal)value, count + 1);
        return count == 0 ? double.NaN : (double)(sum / count);
    }

    private static bool IsNear(double expected, double got) => expected.Equals(got) || Math.Abs(expected - got) < 1e-12;

    private static void Check(Func<VenuesSnapshot[], FeatureConfig, Random, bool> holds) => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var config = new FeatureConfig { DerivativesLag = TimeSpan.FromMinutes(random.Next(3) * 400) };
        return holds([.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => Snapshot(random))], config, random);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    /// <summary>Of one of four days, at a full quarter of a day so that some fall together; half of them late.</summary>
    private static VenuesSnapshot Snapshot(Random random)
    {
        var moment = Start + random.Next(1, 17) * TimeSpan.TicksPerDay / 4;
        return new(moment, moment + (random.Next(2) == 0 ? 0 : random.Next(1, 9) * TimeSpan.TicksPerDay / 4), Number(random), Number(random), Number(random));
    }

    private static double Number(Random random) => random.Next(4) == 0 ? double.NaN : random.Next(1, 5) / 8.0 + random.NextDouble();
}
