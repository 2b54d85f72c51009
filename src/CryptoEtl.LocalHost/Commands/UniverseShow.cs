using System.Globalization;
using CryptoEtl.Core;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl universe show</c>.</summary>
internal static class UniverseShow
{
    private sealed record Row(string Asset, long? Rank, long? RankAll, double? CapUsd, double? VolumeUsd, long? Age, string? Change, string? Reason, DateTime Seen);

    public static async Task<int> RunAsync(UniverseLake lake, DateOnly on, int top, TextWriter output, CancellationToken cancellation)
    {
        var latest = new Dictionary<string, Row>(StringComparer.Ordinal);
        await foreach (var batch in lake.MembershipAsync(cancellation))
        {
            foreach (var row in RowsOf(batch, on))
            {
                if (!latest.TryGetValue(row.Asset, out var known) || known.Seen <= row.Seen)
                    latest[row.Asset] = row;
            }
        }

        if (latest.Count == 0)
            throw new BadInputException($"the universe has no day {on:yyyy-MM-dd}");
        Write([.. latest.Values.OrderBy(row => row.RankAll ?? long.MaxValue).ThenBy(row => row.Asset, StringComparer.Ordinal).Take(top)], output);
        return ExitCodes.Done;
    }

    private static IEnumerable<Row> RowsOf(Batch batch, DateOnly on)
    {
        var (days, wanted) = (batch.Instants("day"), on.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        return Enumerable.Range(0, batch.RowCount).Where(row => days[row] == wanted).Select(row => new Row(
            batch.Texts("asset_id")[row]!, batch.Integers("rank")[row], batch.Integers("rank_all")[row], batch.Numbers("market_cap_usd")[row],
            batch.Numbers("volume_usd")[row], batch.Integers("age_days")[row], batch.Texts("change")[row], batch.Texts("reason")[row],
            batch.Instants(Tables.ObservedAt)[row] ?? DateTime.MinValue));
    }

    private static void Write(List<Row> rows, TextWriter output)
    {
        output.WriteLine($"{"rank",5} {"of all",6}  {"asset",-36} {"cap, USD",20} {"volume, USD",18} {"age",6}  {"change",-9} reason");
        foreach (var row in rows)
        {
            output.WriteLine(
                $"{row.Rank?.ToString(CultureInfo.InvariantCulture) ?? "-",5} {row.RankAll?.ToString(CultureInfo.InvariantCulture) ?? "-",6}  {row.Asset,-36} "
                + $"{Money(row.CapUsd),20} {Money(row.VolumeUsd),18} {row.Age,6}  {row.Change,-9} {row.Reason}");
        }
    }

    private static string Money(double? usd) => usd?.ToString("#,0", CultureInfo.InvariantCulture) ?? "-";
}
