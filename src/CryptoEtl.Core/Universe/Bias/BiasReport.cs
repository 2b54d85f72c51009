using System.Globalization;
using System.Text;

namespace CryptoEtl.Core.Universe.Bias;

/// <summary>How much better the past looks through today's list than it was.</summary>
/// <param name="From">First UTC day.</param>
/// <param name="Indices">By weighting, then: as it was, survivors, last members, and as it was when what vanishes is worth nothing.</param>
public sealed record BiasReport(DateOnly From, Rebalancing Rebalancing, IReadOnlyList<BiasIndex> Indices)
{
    public const string PointInTime = "point in time";
    public const string Survivors = "survivors";
    public const string LastMembers = "last members";
    public const string LoseAll = "vanished lose all";

    /// <summary>Plays all indices over the panel's days.</summary>
    public static BiasReport Of(Holdings members, ClosePanel panel, Rebalancing rebalancing)
    {
        var (survivors, last) = (members.OfSurvivors(panel), members.OfLastMembers(panel));
        return new(panel.From, rebalancing, [.. Enum.GetValues<Weighting>().SelectMany(weighting => (BiasIndex[])
        [
            BiasIndex.Play(PointInTime, weighting, rebalancing, members, panel),
            BiasIndex.Play(Survivors, weighting, rebalancing, survivors, panel),
            BiasIndex.Play(LastMembers, weighting, rebalancing, last, panel),
            BiasIndex.Play(LoseAll, weighting, rebalancing, members, panel, vanishedLoseAll: true),
        ])]);
    }

    public BiasIndex Named(string name, Weighting weighting) => Indices.First(index => index.Name == name && index.Weighting == weighting);

    /// <summary>Return of one calendar year, as far as it lies in the range, a fraction.</summary>
    public double ReturnOf(BiasIndex index, int year) => LevelAt(index, new(year, 12, 31)) / LevelAt(index, new DateOnly(year, 1, 1).AddDays(-1)) - 1;

    /// <summary>Return a year over the whole range, a fraction.</summary>
    public static double ReturnAYear(BiasIndex index) => index.Levels.Count == 1 ? 0 : Math.Pow(index.Levels[^1], 365.25 / (index.Levels.Count - 1)) - 1;

    public IEnumerable<int> Years => Enumerable.Range(From.Year, From.AddDays(Indices[0].Levels.Count - 1).Year - From.Year + 1);

    /// <summary>A table for people: returns by year in percent, and the bias in percentage points.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var weighting in Enum.GetValues<Weighting>())
        {
            var indices = Indices.Where(index => index.Weighting == weighting).ToList();
            text.AppendLine($"{TitleOf(weighting)}, return in %");
            text.AppendLine(Line("", [.. indices.Select(index => index.Name), "bias (survivors)", "bias (last members)"]));
            foreach (var year in Years)
                text.AppendLine(Line($"{year}", Figures([.. indices.Select(index => ReturnOf(index, year))])));
            text.AppendLine(Line("a year", Figures([.. indices.Select(ReturnAYear)])));
            text.AppendLine(Line("vanished", [.. indices.Select(index => $"{index.Vanished}")]));
            text.AppendLine(Line("steps > x10", [.. indices.Select(index => $"{index.UnbelievedSteps}")])).AppendLine();
        }

        return text.ToString();
    }

    /// <summary>Such as: equal weights, bought anew every month.</summary>
    public string TitleOf(Weighting weighting) =>
        $"{(weighting == Weighting.Equal ? "equal weights" : "weights by market cap")}, bought anew every {(Rebalancing == Rebalancing.Month ? "month" : "day")}";

    private double LevelAt(BiasIndex index, DateOnly day) => index.Levels[Math.Clamp(day.DayNumber - From.DayNumber, 0, index.Levels.Count - 1)];

    private static string[] Figures(double[] returns) =>
        [.. returns.Append(returns[1] - returns[0]).Append(returns[2] - returns[0]).Select(figure => (figure * 100).ToString("F1", CultureInfo.InvariantCulture))];

    private static string Line(string head, IEnumerable<string> cells) => $"{head,-12}{string.Concat(cells.Select(cell => $"{cell,20}"))}";
}
