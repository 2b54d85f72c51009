using CryptoEtl.Core.Revisions;
using FsCheck;
using FsCheck.Fluent;
using static CryptoEtl.Core.Tests.Revisions.ChartLedger;

namespace CryptoEtl.Core.Tests.Revisions;

/// <summary>Random sources that restate, withdraw, fill and repeat, asked for random days.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly string[] Assets = ["bitcoin", "ethereum", "Ünited", "a"];

    [Fact]
    public void What_is_known_after_an_answer_is_the_answer_and_all_else_as_before() => Check(story =>
    {
        var ledger = new ChartLedger();
        return story.All(answer =>
        {
            var before = Known(ledger, null, null).Where(point => !answer.Asks(point));
            answer.Apply(ledger);
            return Same(before.Concat(answer.Points), Known(ledger, null, null));
        });
    });

    [Fact]
    public void The_same_answer_twice_appends_nothing() => Check(story =>
    {
        var ledger = new ChartLedger();
        return story.All(answer =>
        {
            answer.Apply(ledger);
            return answer.Apply(ledger).Rows.RowCount == 0 && (answer with { ObservedAt = answer.ObservedAt.AddMinutes(1) }).Apply(ledger).Rows.RowCount == 0;
        });
    });

    [Fact]
    public void What_was_known_then_stays_whatever_comes_later() => Check(story =>
    {
        var ledger = new ChartLedger();
        var then = new List<(DateTimeOffset AsOf, DateTimeOffset KnownAt, IReadOnlyList<Point> Points)>();
        foreach (var answer in story)
        {
            answer.Apply(ledger);
            foreach (var asOf in new[] { answer.ObservedAt, answer.ObservedAt.AddDays(-3), answer.ObservedAt.AddHours(30) })
                then.Add((asOf, answer.ObservedAt, Known(ledger, asOf, answer.ObservedAt)));
        }

        return then.All(known => Known(ledger, known.AsOf, known.KnownAt).SequenceEqual(known.Points));
    });

    [Fact]
    public void A_revision_changes_nothing_that_was_available_before_it() => Check(story =>
    {
        var ledger = new ChartLedger();
        return story.All(answer =>
        {
            var asOf = answer.ObservedAt.AddTicks(-TimeSpan.TicksPerMicrosecond);
            var before = Known(ledger, asOf, null);
            var appended = answer.Apply(ledger).Rows;
            var firsts = Points(appended.Take([.. Enumerable.Range(0, appended.RowCount).Where(row => appended.Texts("revision")[row] == "appended")]));
            return Same(before, Known(ledger, asOf, null).Where(point => !firsts.Contains(point)));
        });
    });

    [Fact]
    public void The_order_of_vintages_does_not_matter() => Check(story =>
    {
        var ledger = new ChartLedger();
        foreach (var answer in story)
            answer.Apply(ledger);
        var mixed = ledger.Vintages.Take([.. Enumerable.Range(0, ledger.Vintages.RowCount).OrderBy(row => (row * 7919) % 104729)]);
        return Points(Ledger.AsOf(mixed, null, null)).SequenceEqual(Known(ledger, null, null))
            && Ledger.Newest(mixed, withWithdrawn: true).RowCount == Keys(ledger.Vintages) && Ledger.Newest(mixed, withWithdrawn: false).RowCount == Known(ledger, null, null).Count;
    });

    private static void Check(Func<IReadOnlyList<Answer>, bool> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => holds(Story(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static IReadOnlyList<Answer> Story(int seed)
    {
        var random = new Random(seed);
        var (hours, answers) = (24.0, new List<Answer>());
        for (var number = random.Next(1, 9); number > 0; number--)
        {
            hours += random.Next(1, 60) / 2.0;
            var (first, last) = (random.Next(0, 5), random.Next(5, 9));
            answers.Add(new(At(hours), first, last, [.. Told(random, first, last)]));
        }

        return answers;
    }

    /// <summary>Few different values, so that many are told again.</summary>
    private static IEnumerable<Point> Told(Random random, int first, int last) =>
        from asset in Assets
        from day in Enumerable.Range(first, last - first + 1)
        where random.Next(4) > 0
        select new Point(asset, day, Value(random), Value(random));

    private static double? Value(Random random) => random.Next(5) switch { 0 => null, 1 => 0.1 + 0.2, var other => other / 10.0 };

    private static IReadOnlyList<Point> Known(ChartLedger ledger, DateTimeOffset? asOf, DateTimeOffset? knownAt) =>
        Points(Ledger.AsOf(ledger.Vintages, asOf, knownAt));

    private static bool Same(IEnumerable<Point> left, IEnumerable<Point> right) => left.ToHashSet().SetEquals(right) && left.Count() == right.Count();

    private static int Keys(Batch rows) => Points(rows).Select(point => (point.Asset, point.Day)).Distinct().Count();

    /// <summary>An answer for all assets and some days.</summary>
    private sealed record Answer(DateTimeOffset ObservedAt, int First, int Last, IReadOnlyList<Point> Points)
    {
        public bool Asks(Point point) => point.Day >= First && point.Day <= Last;

        public DifferenceRows Apply(ChartLedger ledger) =>
            ledger.Tell(ObservedAt, Points, (_, stamp) => stamp >= EndOf(First).UtcDateTime && stamp <= EndOf(Last).UtcDateTime);
    }
}
