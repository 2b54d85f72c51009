using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Derivatives;

/// <summary>Rules that only funding has.</summary>
internal static class FundingRules
{
    /// <summary>A fraction per 8 h that half of a market's rates never exceed: calm rates are a hundredth of a percent, and in percent ten times this.</summary>
    public const double LargeRate = 0.003;

    private const long Slack = TimeSpan.TicksPerHour / 50;

    /// <summary>Hours after midnight UTC at which a venue's day of payments starts, where it is not midnight.</summary>
    private static readonly Dictionary<string, double> Phases = new(StringComparer.OrdinalIgnoreCase) { ["kucoin"] = 4 };

    /// <summary>Rates that are large for their interval.</summary>
    public static readonly Figure Large = new("large_rates", CountLarge);

    /// <summary>Payments stand on the grid of their interval, counted from midnight UTC.</summary>
    public static Rule OnGrid(string id, SeriesDefinition series) => SequenceRules.Of(
        id, Severity.Quarantine, series, [],
        "settled_at is a whole number of intervals after 00:00 UTC (kucoin: 04:00), within 0.02 h, where the interval is 2 to 24 hours",
        "Venues settle at 00:00, 08:00 and 16:00 UTC; 03:00 is the clock of somebody's time zone.", Judge);

    private static void Judge(SeriesIndex index, Found found)
    {
        var (hours, venues) = (index.Rows.Numbers("interval_hours"), index.Rows.Texts("venue"));
        for (var series = 0; series + 1 < index.Starts.Length; series++)
        {
            var usual = SequenceRules.UsualStep(index, series);
            for (var at = index.Starts[series]; at < index.Starts[series + 1]; at++)
            {
                var row = index.Order[at];
                var interval = hours[row] is > 0 and { } told ? (long)(told * TimeSpan.TicksPerHour) : usual;
                if (row >= index.Known && Off(index.TicksOf(row), interval, Phases.GetValueOrDefault(venues[row] ?? "")) is var off && off != 0)
                    found.Add(row, "settled_at", index.Times[row], $"{Text(TimeSpan.FromTicks(off).TotalHours)} h after a settlement of the {Text(TimeSpan.FromTicks(interval).TotalHours)} h grid");
            }
        }
    }

    /// <returns>Ticks since the last settlement of the grid; 0: on it, or there is no grid.</returns>
    private static long Off(long ticks, long interval, double phase)
    {
        interval = interval < TimeSpan.TicksPerHour ? 0 : (interval + TimeSpan.TicksPerHour / 2) / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour;
        if (interval is < 2 * TimeSpan.TicksPerHour or > TimeSpan.TicksPerDay || TimeSpan.TicksPerDay % interval != 0)
            return 0;
        var off = (ticks - (long)(phase * TimeSpan.TicksPerHour)) % interval;
        return off <= Slack || interval - off <= Slack ? 0 : off;
    }

    private static double CountLarge(GateInput input)
    {
        var (rates, hours, count) = (input.Rows.Numbers("funding_rate"), input.Rows.Numbers("interval_hours"), 0);
        for (var row = 0; row < rates.Length; row++)
        {
            if (Math.Abs(rates[row].GetValueOrDefault()) * 8 / (hours[row] is > 0 and { } told ? told : 8) > LargeRate)
                count++;
        }

        return count;
    }
}
