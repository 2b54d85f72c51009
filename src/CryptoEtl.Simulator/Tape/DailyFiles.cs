namespace CryptoEtl.Simulator.Tape;

/// <summary>The big files: rows grouped by asset, days ascending within one.</summary>
internal static class DailyFiles
{
    public static Dictionary<string, DailySeries> ReadDaily(TapeReader tape)
    {
        using var rows = tape.Open(TapeFiles.Daily, TapeFiles.DailyColumns);
        return ReadGrouped(tape, rows, width: 7, tape.DayOnMarket, series => series.Daily());
    }

    public static Dictionary<string, SocialSeries> ReadSocial(TapeReader tape)
    {
        using var rows = tape.Open(TapeFiles.Social, TapeFiles.SocialColumns);
        return ReadGrouped(tape, rows, width: 6, (rows, column, _) => tape.Day(rows, column), series => series.Social());
    }

    private static Dictionary<string, TSeries> ReadGrouped<TSeries>(
        TapeReader tape, CsvRows rows, int width, Func<CsvRows, int, string, DateOnly> dayOf, Func<GrowingRows, TSeries> finish)
    {
        var done = new Dictionary<string, TSeries>(StringComparer.Ordinal);
        var values = new double[width];
        var (asset, current, last) = ((string?)null, new GrowingRows(width), int.MinValue);

        while (rows.Read())
        {
            if (rows[0] != asset)
            {
                Keep();
                asset = tape.KnownAsset(rows, 0);
                if (done.ContainsKey(asset))
                    throw rows.Bad(0, "the rows of an asset must stand together");
                (current, last) = (new GrowingRows(width), int.MinValue);
            }

            var day = dayOf(rows, 1, asset);
            CheckAscending(rows, day, last);
            last = day.DayNumber;
            for (var i = 0; i < width; i++)
                values[i] = rows.NumberOrNaN(i + 2);
            if (tape.Keeps(day))
                current.Add(last, values);
        }

        Keep();
        return done;

        void Keep()
        {
            if (asset is not null)
                done[asset] = finish(current);
        }
    }

    public static void CheckAscending(CsvRows rows, DateOnly day, int last, int column = 1)
    {
        if (day.DayNumber == last)
            throw rows.Bad(column, "duplicate key: the day appears twice");
        if (day.DayNumber < last)
            throw rows.Bad(column, "days must ascend within a series");
    }
}
