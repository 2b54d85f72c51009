using CryptoEtl.Core;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Core.Universe;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;

namespace CryptoEtl.Functions.Universe;

/// <summary>The universe as the lake holds it.</summary>
/// <param name="LastDay">Last day that was decided; null: none was.</param>
internal sealed record HeldUniverse(Lake Lake, DateOnly? LastDay)
{
    public static async Task<HeldUniverse> ReadAsync(Lake lake, CancellationToken cancellation)
    {
        var days = await LedgerRows.AllAsync(lake, UniverseTables.Silver, cancellation, columns: ["day"]);
        return new(lake, days.Rows.Instants("day").Max() is { } last ? DateOnly.FromDateTime(last) : null);
    }

    /// <summary>Every vintage of some days.</summary>
    public async Task<HeldRows> VintagesAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var held = await LedgerRows.AllAsync(
            Lake, UniverseTables.Silver, cancellation, statistics => !(statistics.MinDay("day") > to) && !(statistics.MaxDay("day") < from));
        var days = held.Rows.Instants("day");
        return held with { Rows = held.Rows.Take([.. Enumerable.Range(0, held.Rows.RowCount).Where(row => Lies(days[row], from, to))]) };
    }

    /// <summary>The members of a day; null when the day was not decided.</summary>
    public async Task<IReadOnlyCollection<string>?> MembersOfAsync(DateOnly day, CancellationToken cancellation)
    {
        var rows = Ledger.Newest((await VintagesAsync(day, day, cancellation)).Rows, withWithdrawn: false);
        return rows.RowCount == 0 ? null
            : [.. Enumerable.Range(0, rows.RowCount).Where(row => rows.Flags("is_member")[row] == true).Select(row => rows.Texts("asset_id")[row]!)];
    }

    /// <summary>Every asset that was a member on one of the days, in order of id.</summary>
    public async Task<IReadOnlyList<string>> EverMembersAsync(DateOnly? from, DateOnly? to, CancellationToken cancellation)
    {
        var held = await LedgerRows.AllAsync(Lake, UniverseTables.Silver, cancellation,
            columns: ["day", "asset_id", "is_member", Tables.Revision, Tables.ObservedAt, Tables.AvailableAt]);
        var rows = Ledger.Newest(held.Rows, withWithdrawn: false);
        var (days, assets, members) = (rows.Instants("day"), rows.Texts("asset_id"), rows.Flags("is_member"));
        return
        [
            .. Enumerable.Range(0, rows.RowCount)
                .Where(row => members[row] == true && Lies(days[row], from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue))
                .Select(row => assets[row]!).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private static bool Lies(DateTime? day, DateOnly from, DateOnly to) =>
        day is { } instant && DateOnly.FromDateTime(instant) is var date && date >= from && date <= to;
}
