using CryptoEtl.Core.Universe;

namespace CryptoEtl.Core.QualityGate;

/// <summary>How many of the largest members of the universe a batch has.</summary>
public static class MemberFigures
{
    public const string Expected = "members_expected", Seen = "members_seen";

    /// <summary>A universe of long ago says nothing about today.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(35);

    /// <param name="asset">Column with the asset's id.</param>
    /// <param name="top">Members up to this rank are looked for.</param>
    public static IReadOnlyList<Figure> Of(string asset, int top) =>
    [
        new(Expected, input => Members(input, top).Count),
        new(Seen, input => input.Rows.Texts(asset).OfType<string>().ToHashSet(StringComparer.Ordinal) is var there ? Members(input, top).Count(there.Contains) : 0),
    ];

    /// <summary>Of the newest day of the universe before the batch; none: there is no universe, or only an old one.</summary>
    private static HashSet<string> Members(GateInput input, int top)
    {
        if (input.Others.GetValueOrDefault(UniverseTables.Silver.FullName) is not { } universe)
            return [];
        var (days, ranks, members, assets) = (universe.Instants("day"), universe.Integers("rank"), universe.Flags("is_member"), universe.Texts("asset_id"));
        var newest = days.Where(day => day <= input.ObservedAt.UtcDateTime).Max();
        return newest is null || input.ObservedAt.UtcDateTime - newest > Oldest ? []
            : Enumerable.Range(0, universe.RowCount).Where(row => days[row] == newest && members[row] == true && ranks[row] <= top && assets[row] is not null).Select(row => assets[row]!)
                .ToHashSet(StringComparer.Ordinal);
    }
}
