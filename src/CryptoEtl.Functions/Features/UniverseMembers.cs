using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.Features;

/// <summary>Who was a member on which day, as it was first decided: what was decided anew later knew more.</summary>
internal static class UniverseMembers
{
    public static async Task<IReadOnlyCollection<(int Day, string AssetId)>> ReadAsync(Lake lake, FeatureConfig config, CancellationToken cancellation)
    {
        var rows = (await LedgerRows.AllAsync(
            lake, UniverseTables.Silver, cancellation, columns: ["day", "asset_id", "is_member", Tables.Revision, Tables.ObservedAt, Tables.AvailableAt])).Rows;
        var (days, assets, members, available, seen) =
            (rows.Instants("day"), rows.Texts("asset_id"), rows.Flags("is_member"), rows.Instants(Tables.AvailableAt), rows.Instants(Tables.ObservedAt));
        var decided = new Dictionary<(int Day, string AssetId), int>();
        foreach (var row in Enumerable.Range(0, rows.RowCount).OrderBy(row => seen[row]))
        {
            var key = (Day: DateOnly.FromDateTime(days[row]!.Value).DayNumber, AssetId: assets[row]!);
            // A vintage counts while the day's row is not made; the first one always does.
            if (!decided.ContainsKey(key) || available[row]!.Value.Ticks <= config.DecisionTicks(key.Day))
                decided[key] = row;
        }

        return [.. decided.Where(one => members[one.Value] == true).Select(one => one.Key)];
    }
}
