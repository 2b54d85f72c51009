using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.Features;

/// <summary>What was once decided of an asset and a day.</summary>
/// <param name="Day">Day number.</param>
/// <param name="Available">UTC ticks.</param>
internal readonly record struct MemberDecision(int Day, string AssetId, bool IsMember, long Available);

/// <summary>Who was a member on which day, as it was first decided: what was decided anew later knew more.</summary>
internal static class UniverseMembers
{
    public static async Task<IReadOnlyCollection<(int Day, string AssetId)>> ReadAsync(Lake lake, FeatureConfig config, CancellationToken cancellation) =>
        Of(await DecisionsAsync(lake, cancellation), config);

    /// <summary>All that was ever decided, in the order in which it was seen.</summary>
    public static async Task<IReadOnlyList<MemberDecision>> DecisionsAsync(Lake lake, CancellationToken cancellation)
    {
        var rows = (await LedgerRows.AllAsync(
            lake, UniverseTables.Silver, cancellation, columns: ["day", "asset_id", "is_member", Tables.Revision, Tables.ObservedAt, Tables.AvailableAt])).Rows;
        var (days, assets, members, available, seen) =
            (rows.Instants("day"), rows.Texts("asset_id"), rows.Flags("is_member"), rows.Instants(Tables.AvailableAt), rows.Instants(Tables.ObservedAt));
        return
        [
            .. Enumerable.Range(0, rows.RowCount).OrderBy(row => seen[row]).Select(row => new MemberDecision(
                DateOnly.FromDateTime(days[row]!.Value).DayNumber, assets[row]!, members[row] == true, available[row]!.Value.Ticks)),
        ];
    }

    /// <param name="decisions">In the order in which they were seen.</param>
    public static IReadOnlyCollection<(int Day, string AssetId)> Of(IEnumerable<MemberDecision> decisions, FeatureConfig config)
    {
        var decided = new Dictionary<(int Day, string AssetId), bool>();
        foreach (var one in decisions)
        {
            // A vintage counts while the day's row is not made; the first one always does.
            if (!decided.ContainsKey((one.Day, one.AssetId)) || one.Available <= config.DecisionTicks(one.Day))
                decided[(one.Day, one.AssetId)] = one.IsMember;
        }

        return [.. decided.Where(one => one.Value).Select(one => one.Key)];
    }
}
