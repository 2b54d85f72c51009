using CryptoEtl.Core.Features;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Makers of rows that look ahead because they are given what was not there yet.</summary>
internal static class InputLeaks
{
    /// <summary>Values of a day are taken to be there when the day ends.</summary>
    public static Rows AnchorWithoutLag(Tape tape, int firstDay, int lastDay) => Rows.ByEngine(
        tape with { Config = tape.Config with { OnchainLag = TimeSpan.Zero, SocialLag = TimeSpan.Zero } }, firstDay, lastDay);

    /// <summary>The last word on each value is taken to have been the first.</summary>
    public static Rows LatestVintage(Tape tape, int firstDay, int lastDay) => Rows.ByEngine(
        new Tape(tape.Config, [.. tape.Records.GroupBy(record => (record.Asset, record.Series, record.Place)).Select(told => Latest(tape, told))], tape.Members), firstDay, lastDay);

    /// <summary>The newest members are taken to have been members ever since.</summary>
    public static Rows UniverseOfToday(Tape tape, int firstDay, int lastDay)
    {
        var today = tape.Members.Max(member => member.Day);
        var members = from member in tape.Members.Where(member => member.Day == today)
                      from day in Enumerable.Range(tape.FirstDay, tape.LastDay - tape.FirstDay + 1)
                      select (member.Asset, day);
        return Rows.ByEngine(new Tape(tape.Config, tape.Records, [.. members]), firstDay, lastDay);
    }

    /// <summary>A missing day gets the next value there is.</summary>
    public static Rows BackwardFill(Tape tape, int firstDay, int lastDay) => Filled(tape, firstDay, lastDay, (known, day) =>
        known.Where(other => other > day).DefaultIfEmpty(-1).Min());

    /// <summary>A missing day gets the nearest value there is; of two the later.</summary>
    public static Rows NearestMatch(Tape tape, int firstDay, int lastDay) => Filled(tape, firstDay, lastDay, (known, day) =>
        known.OrderBy(other => Math.Abs(other - day)).ThenByDescending(other => other).First());

    private static Told Latest(Tape tape, IEnumerable<Told> told)
    {
        var inOrder = told.OrderBy(record => record.PublishedAt(tape.Config)).ToArray();
        return inOrder[^1] with { Published = inOrder[0].Published };
    }

    /// <summary>Fills the missing days of value locked and sentiment, as if told at the usual time.</summary>
    /// <param name="source">The day whose value is taken; below 0: none.</param>
    private static Rows Filled(Tape tape, int firstDay, int lastDay, Func<SortedSet<int>, int, int> source)
    {
        var filled = from series in tape.Records.Where(record => (Field)record.Series is Field.Tvl or Field.Sentiment).GroupBy(record => (record.Asset, record.Series))
                     let known = series.GroupBy(record => record.Place).ToDictionary(day => day.Key, day => day.Last())
                     let days = new SortedSet<int>(known.Keys)
                     from day in Enumerable.Range(days.Min, tape.LastDay - days.Min + 1).Where(day => !days.Contains(day))
                     let other = source(days, day)
                     where other >= 0
                     select known[other] with { Place = day, Published = null };
        return Rows.ByEngine(tape.And(filled), firstDay, lastDay);
    }
}
