using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Rules on stamps.</summary>
public static class TimeRules
{
    /// <summary>The first block of the first chain: nothing is older.</summary>
    public static readonly DateTime First = new(2009, 1, 3, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Stamps of our time: seconds read as milliseconds lie in 1970, milliseconds read as seconds in the far future.</summary>
    public static Rule Plausible(string id, string column) => new(
        id, Severity.Quarantine, $"{column} lies between 2009-01-03 and a day after the row was seen",
        "Seconds taken for milliseconds give 1970, milliseconds taken for seconds the far future.", input =>
        {
            var (stamps, seen, found) = (input.Rows.Instants(column), input.Rows.Instants(Tables.ObservedAt), new Found(id));
            var observed = input.ObservedAt.UtcDateTime;
            for (var row = 0; row < stamps.Length; row++)
            {
                if (stamps[row] is { } stamp && (stamp < First || stamp > (seen[row] ?? observed).AddDays(1)))
                    found.Add(row, column, stamp, $"{column} {Text(stamp)} is no moment of a market seen at {Text(seen[row] ?? observed)}");
            }

            return found.All;
        }) { Columns = [column] };

    /// <summary>Days and daily values stand at midnight.</summary>
    public static Rule AtMidnight(string id, Severity severity, string column) => new(
        id, severity, $"{column} is at 00:00 UTC", "Another time of day is another time zone, or a value of the moment.",
        input => Where(input, id, column, input.Rows.Instants(column), IsOff, stamp => $"{column} {Text(stamp)} is not at midnight")) { Columns = [column] };

    /// <summary>Bars of an hour start with it.</summary>
    public static Rule OnTheHour(string id, string column) => new(
        id, Severity.Quarantine, $"{column} is a full hour", "Another minute is another time zone, or a value of the moment.",
        input => Where(input, id, column, input.Rows.Instants(column), stamp => stamp.GetValueOrDefault().Ticks % TimeSpan.TicksPerHour != 0, stamp => $"{column} {Text(stamp)} is no full hour")) { Columns = [column] };

    /// <summary>Rows whose stamp is off midnight, for <see cref="BatchRules.Share"/>.</summary>
    public static Figure OffMidnight(string column) => new("off_midnight", input => Array.FindAll(input.Rows.Instants(column), IsOff).Length);

    private static bool IsOff(DateTime? stamp) => stamp.GetValueOrDefault().Ticks % TimeSpan.TicksPerDay != 0;
}
