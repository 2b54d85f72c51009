using CryptoEtl.Core.Features;
using CryptoEtl.Core.Tests.Features.Reference;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>What a record that comes late, or comes again, may change, and from which row on.</summary>
public sealed class VintageTests
{
    private static readonly Tape Clean = RandomTape.Make(31, assets: 6, days: 160, dirt: 0);

    public static TheoryData<int> Series => [.. Enumerable.Range(0, Told.Hours + 1)];

    [Theory]
    [MemberData(nameof(Series))]
    public void A_record_of_the_very_decision_is_used_and_one_a_tick_later_a_day_later(int series)
    {
        var record = Chosen(series);
        var row = FirstRow(record);
        var decision = Tape.Decision(Clean.Config, row);
        var without = Clean.Without(told => told == record);
        var (usual, atDecision, tickLater) = (Run(Clean, row), Run(without.And(record with { Published = decision }), row), Run(without.And(record with { Published = decision + 1 }), row));

        Assert.True(Compared(usual, Run(without, row), row, Differences.IsSame).Any, "the record makes no difference: nothing is proved");
        Compared(usual, atDecision, row, Differences.IsSame).Throw("published at the decision");
        Compared(Run(without, row), tickLater, row, Differences.IsSame).Throw("published a tick after the decision");
        Compared(usual, tickLater, row + 1, Differences.IsNear).Throw("the day after");
    }

    [Theory]
    [MemberData(nameof(Series))]
    public void A_restatement_changes_nothing_before_it_and_all_windows_after_it(int series)
    {
        var record = Chosen(series);
        var restated = record with { Value = Restated(record), Published = Tape.Decision(Clean.Config, record.Day + 4) + TimeSpan.TicksPerHour };
        var (before, after) = (Rows.ByEngine(Clean, Clean.FirstDay, Clean.LastDay), Rows.ByEngine(Clean.And(restated), Clean.FirstDay, Clean.LastDay));
        var (sooner, later) = (new Differences(), new Differences());
        var instead = Rows.ByEngine(Clean.With(told => told == record ? told with { Value = restated.Value } : told), record.Day + 5, Clean.LastDay);
        var changed = false;
        for (var day = Clean.FirstDay; day <= Clean.LastDay; day++)
        {
            if (day < record.Day + 5)
                sooner.Compare(before, after, day, Keys, Differences.IsSame);
            else
                later.Compare(instead, after, day, Keys, Differences.IsNear);
            changed |= Compared(before, after, day, Differences.IsSame).Any;
        }

        sooner.Throw("before the restatement");
        later.Throw("after it");
        Assert.True(changed, "the restatement changed nothing: nothing is proved");
    }

    [Theory]
    [InlineData((int)Field.Tvl, -1)]
    [InlineData((int)Field.Volume, -5)]
    [InlineData((int)Field.MarketCap, 0)]
    public void A_value_without_meaning_takes_the_place_of_an_earlier_one(int series, double value)
    {
        var record = Chosen(series);
        var early = record with { Published = record.PublishedAt(Clean.Config) - TimeSpan.TicksPerHour };
        var tape = Clean.With(told => told == record ? told with { Value = value } : told).And(early);
        var row = FirstRow(record) + 1;
        Assert.True(Compared(Run(Clean, row), Run(tape, row), row, Differences.IsSame).Any, "the value makes no difference: nothing is proved");
        Compared(Run(Clean.Without(told => told == record), row), Run(tape, row), row, Differences.IsSame).Throw("a value without meaning");
    }

    [Fact]
    public void Records_that_tell_their_usual_moment_are_those_that_tell_none()
    {
        var tape = RandomTape.Make(33, assets: 6, days: 160);
        var (usual, told) = (Rows.ByEngine(tape, tape.FirstDay, tape.LastDay), Rows.ByEngine(tape.With(record => record with { Published = record.PublishedAt(tape.Config) }), tape.FirstDay, tape.LastDay));
        var differences = new Differences();
        for (var day = tape.FirstDay; day <= tape.LastDay; day++)
            differences.Compare(usual, told, day, [.. tape.Assets, Columns.Market], Differences.IsSame);
        differences.Throw("told moments");
        Assert.Equal(usual.Published.OrderBy(row => row.Key), told.Published.OrderBy(row => row.Key));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(double.NaN)]
    public void Poison_in_the_future_is_not_tasted(double factor)
    {
        var tape = RandomTape.Make(32, assets: 6, days: 160);
        var clean = Rows.ByEngine(tape, tape.FirstDay, tape.LastDay);
        foreach (var day in Truncation.Days(tape, 32, atRandom: 6, eventful: 0))
        {
            var decision = Tape.Decision(tape.Config, day);
            var poisoned = Rows.ByEngine(tape.With(told => told.PublishedAt(tape.Config) > decision ? told with { Value = told.Value * factor } : told), tape.FirstDay, day);
            var differences = new Differences();
            for (var earlier = tape.FirstDay; earlier <= day; earlier++)
                differences.Compare(clean, poisoned, earlier, [.. tape.Assets, Columns.Market], Differences.IsSame);
            differences.Throw($"poisoned after {day}");
        }
    }

    private static IEnumerable<string> Keys => [.. Clean.Assets, Columns.Market];

    private static Differences Compared(Rows expected, Rows got, int day, Func<double, double, bool> equal) => new Differences().Compare(expected, got, day, Keys, equal);

    private static Rows Run(Tape tape, int row) => Rows.ByEngine(tape, row, row + 1);

    /// <summary>A record of an asset that has every series, some days before the end, whose bar moves, and that is not what the one before it was.</summary>
    private static Told Chosen(int series)
    {
        var told = Clean.Records.Where(record => record.Asset == "aave" && record.Series == series && record.Day <= Clean.LastDay - (series == Told.Hours ? 12 : 30)).ToArray();
        return told.Zip(told.Skip(1)).Last(pair => pair.Second.Value > 0 && pair.Second.Value != pair.First.Value && Moves(pair.Second.Day)).Second;
    }

    private static bool Moves(int day) => Of(Field.High, day) > Math.Max(Of(Field.Open, day), Of(Field.Close, day)) && Of(Field.Low, day) < Math.Min(Of(Field.Open, day), Of(Field.Close, day));

    private static double Of(Field field, int day) => Clean.Records.First(record => record.Asset == "aave" && record.Series == (int)field && record.Place == day).Value;

    /// <summary>Something else that leaves the bar valid.</summary>
    private static double Restated(Told record) => (Field)record.Series switch
    {
        Field.Open or Field.Close => (Of(Field.High, record.Day) + Of(Field.Low, record.Day)) / 2,
        Field.Low => record.Value * 0.99,
        _ => record.Value * 1.01,
    };

    private static int FirstRow(Told record) => record.Day + Math.Max(0, (int)Math.Ceiling((Told.Lag(Clean.Config, record.Series) - Clean.Config.DecisionOffset) / TimeSpan.FromDays(1)));
}
