using System.Globalization;

namespace CryptoEtl.Data.Tests.QualityGate.Check;

/// <summary>Defects counted straight from a file, by the definitions under which its own notes count them.</summary>
internal static class Yardsticks
{
    /// <summary>Steps longer than one and a half periods between neighbouring times.</summary>
    public static int Gaps(RawFile file, string time, TimeSpan period, params string[] series) => Steps(file, time, series).Count(step => step > 1.5 * period);

    /// <summary>Periods that lie in those steps.</summary>
    public static int Missing(RawFile file, string time, TimeSpan period, params string[] series) =>
        Steps(file, time, series).Where(step => step > 1.5 * period).Sum(step => (int)Math.Round(step / period) - 1);

    /// <summary>Ratio of neighbours above a factor, or below one over it.</summary>
    public static int Jumps(RawFile file, string time, string column, double factor, params string[] series) => Pairs(file, time, series)
        .Select(pair => file.Number(pair.After, column) / file.Number(pair.Before, column))
        .Count(ratio => ratio is > 0 and < double.PositiveInfinity && (ratio > factor || ratio < 1 / factor));

    /// <summary>Cap over price changes by more than half, either way.</summary>
    public static int SupplyJumps(RawFile file, string time, string price, params string[] series) => Pairs(file, time, series)
        .Select(pair => Supply(file, pair.After, price) / Supply(file, pair.Before, price))
        .Count(ratio => ratio > 1.5 || ratio < 1 / 1.5);

    /// <summary>Runs in which a price above 0 repeats five times or more.</summary>
    public static int StaleRuns(RawFile file, string time, string column, params string[] series)
    {
        var runs = 0;
        foreach (var rows in file.Series(time, series))
        {
            var repeats = 0;
            for (var at = 1; at < rows.Count; at++)
            {
                repeats = file.Number(rows[at], column) is > 0 and { } value && value == file.Number(rows[at - 1], column) ? repeats + 1 : 0;
                if (repeats == 5)
                    runs++;
            }
        }

        return runs;
    }

    /// <summary>Series in which a row is earlier than the row before it, in the file's order.</summary>
    public static int NotAscending(RawFile file, string time, params string[] series) => file.Rows
        .GroupBy(row => string.Join('|', series.Select(name => row[file.At(name)])))
        .Count(rows => rows.Zip(rows.Skip(1)).Any(pair => string.CompareOrdinal(pair.Second[file.At(time)], pair.First[file.At(time)]) < 0));

    /// <summary>Rows with the names and time of one before them.</summary>
    public static int Duplicates(RawFile file, string time, params string[] series) =>
        file.Rows.Count - file.Rows.DistinctBy(row => string.Join('|', series.Append(time).Select(name => row[file.At(name)]))).Count();

    public static int Empty(RawFile file, string column) => file.Count(row => row[file.At(column)].Length == 0);

    public static int Zero(RawFile file, string column) => file.Count(row => file.Number(row, column) == 0);

    /// <summary>Series whose last time is more than thirty days before the last of all.</summary>
    public static int EndedEarly(RawFile file, string time, params string[] series)
    {
        var ends = file.Series(time, series).ConvertAll(rows => Time(rows[^1][file.At(time)]));
        return ends.Count(end => ends.Max() - end > TimeSpan.FromDays(30));
    }

    /// <summary>Lists in which the cap rises from one rank to the next, counted by such steps.</summary>
    public static int RankRises(RawFile file, string list, string rank, string cap) => file.Rows.GroupBy(row => row[file.At(list)]).Sum(rows =>
    {
        var caps = rows.OrderBy(row => int.Parse(row[file.At(rank)], CultureInfo.InvariantCulture)).Select(row => (Rank: row[file.At(rank)], Cap: file.Number(row, cap))).ToList();
        return caps.Zip(caps.Skip(1)).Count(pair => pair.First.Rank != pair.Second.Rank && pair.First.Cap > 0 && pair.Second.Cap > pair.First.Cap);
    });

    private static double? Supply(RawFile file, string[] row, string price) =>
        file.Number(row, "market_cap_usd") is > 0 and { } cap && file.Number(row, price) is > 0 and { } each ? cap / each : null;

    private static IEnumerable<TimeSpan> Steps(RawFile file, string time, string[] series) =>
        Pairs(file, time, series).Select(pair => Time(pair.After[file.At(time)]) - Time(pair.Before[file.At(time)]));

    private static IEnumerable<(string[] Before, string[] After)> Pairs(RawFile file, string time, string[] series) =>
        file.Series(time, series).SelectMany(rows => rows.Zip(rows.Skip(1)));

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
