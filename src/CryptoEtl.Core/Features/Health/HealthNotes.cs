using System.Globalization;

namespace CryptoEtl.Core.Features.Health;

/// <summary>Nulls of a group of features, added up.</summary>
/// <param name="Group">Letter, A-I.</param>
/// <param name="Cells">Of members' rows.</param>
public sealed record GroupNulls(char Group, long Cells, long Nulls);

/// <summary>The health of a run's days in a few lines.</summary>
/// <param name="Lines">Of the first of them.</param>
public sealed record HealthNotes(int Jumps, int JumpDays, IReadOnlyList<string> Lines, IReadOnlyList<GroupNulls> Groups)
{
    /// <summary>Jumps that a report names.</summary>
    public const int Most = 10;

    public static readonly HealthNotes None = new(0, 0, [], []);

    /// <param name="days">In order of days.</param>
    public static HealthNotes Of(IReadOnlyList<FeatureHealth> days)
    {
        var jumps = days.Where(day => day.IsJump).ToList();
        return new(jumps.Count, jumps.Select(jump => jump.Now.Day).Distinct().Count(), [.. jumps.Take(Most).Select(Line)],
            [.. days.GroupBy(day => day.Now.Feature.Group).OrderBy(group => group.Key).Select(group => new GroupNulls(group.Key, group.Sum(day => (long)day.Now.Rows), group.Sum(day => (long)day.Now.Nulls)))]);
    }

    /// <param name="later">Of later days.</param>
    public HealthNotes And(HealthNotes later) => new(
        Jumps + later.Jumps, JumpDays + later.JumpDays, [.. Lines.Concat(later.Lines).Take(Most)],
        [.. Groups.Concat(later.Groups).GroupBy(one => one.Group).OrderBy(group => group.Key).Select(group => new GroupNulls(group.Key, group.Sum(one => one.Cells), group.Sum(one => one.Nulls)))]);

    /// <summary>For the report of a run; none where no day was made.</summary>
    public IEnumerable<string> Told()
    {
        if (Groups.Count == 0)
            yield break;
        yield return $"null cells of members by group: {string.Join(", ", Groups.Where(one => one.Cells > 0).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Group} {100.0 * one.Nulls / one.Cells:F1} %")))}";
        yield return Jumps == 0 ? "no feature jumped" : $"{Jumps} {(Jumps == 1 ? "jump" : "jumps")} on {JumpDays} {(JumpDays == 1 ? "day" : "days")}: {string.Join(" · ", Lines)}{(Jumps > Lines.Count ? $" and {Jumps - Lines.Count} more in {FeatureTables.Health.FullName}" : "")}";
    }

    private static string Line(FeatureHealth jump) => string.Create(CultureInfo.InvariantCulture, $"{DateOnly.FromDayNumber(jump.Now.Day):yyyy-MM-dd} {jump.Now.Feature.Name} {jump.Reason}");
}
