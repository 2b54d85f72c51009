using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import;

/// <summary>Reddit and StockTwits activity. Galaxy score, rank and dominance are LunarCrush's own and stay empty.</summary>
internal static class SocialImport
{
    // By hand: a subreddit is named by its readers, and a ticker alone is no identity.
    private static readonly Dictionary<string, string> Subreddits = new(StringComparer.Ordinal)
    {
        ["0xProject"] = "0x",
        ["Qtum"] = "qtum",
        ["decred"] = "decred",
        ["BitShares"] = "bitshares",
        ["RequestNetwork"] = "request",
        ["zilliqa"] = "zilliqa",
        ["OntologyNetwork"] = "ontology",
        ["OriginTrail"] = "origintrail",
    };

    public static SortedDictionary<string, SocialSeries> Read(string directory, IReadOnlySet<string> assets, ImportLog log)
    {
        var days = new SortedDictionary<string, SortedDictionary<int, double[]>>(StringComparer.Ordinal);
        ReadBitcoin(directory, assets, log, days);
        ReadReddit(directory, assets, log, days);

        var series = new SortedDictionary<string, SocialSeries>(StringComparer.Ordinal);
        foreach (var (asset, byDay) in days)
        {
            var rows = new GrowingRows(6);
            foreach (var (day, values) in byDay)
                rows.Add(day, values);
            series[asset] = rows.Social();
        }

        return series;
    }

    private static void ReadBitcoin(
        string directory, IReadOnlySet<string> assets, ImportLog log,
        SortedDictionary<string, SortedDictionary<int, double[]>> days)
    {
        using var rows = CsvRows.Open(directory, "social/btc_social_daily_2014_2021.csv", "series", "date", "value");
        var counter = log.Begin(rows);
        counter.ForEach(() =>
        {
            var (series, day, value) = (rows[0], rows.Date(1).DayNumber, rows.NumberOrNaN(2));
            if (!assets.Contains("bitcoin"))
                counter.Reject("the tape has no such asset");
            else if (series is "reddit_comments_volume" or "reddit_submissions_volume" or "stocktwits_volume")
                Sum(Row(days, "bitcoin", day), value, posts: series != "reddit_comments_volume");
            else if (series == "reddit_comments_sentiment")
                Row(days, "bitcoin", day)[4] = 50 * (1 + value);
            else
                counter.Reject("no column of social.csv for this series");
        });
    }

    private static void ReadReddit(
        string directory, IReadOnlySet<string> assets, ImportLog log,
        SortedDictionary<string, SortedDictionary<int, double[]>> days)
    {
        using var rows = CsvRows.Open(directory, "social/reddit_daily_2012_2018.csv", "subreddit", "date", "posts", "comments");
        var counter = log.Begin(rows);
        counter.ForEach(() =>
        {
            var (day, posts, comments) = (rows.Date(1).DayNumber, rows.NumberOrNaN(2), rows.NumberOrNaN(3));
            if (!Subreddits.TryGetValue(rows[0], out var asset) || !assets.Contains(asset))
            {
                counter.Reject("the tape has no asset for this subreddit");
                return;
            }

            var row = Row(days, asset, day);
            Sum(row, posts, posts: true);
            Sum(row, comments, posts: false);
        });
    }

    // Interactions are posts and comments together, social volume the posts alone.
    private static void Sum(double[] row, double value, bool posts)
    {
        row[0] = (double.IsNaN(row[0]) ? 0 : row[0]) + value;
        if (posts)
            row[1] = (double.IsNaN(row[1]) ? 0 : row[1]) + value;
    }

    private static double[] Row(SortedDictionary<string, SortedDictionary<int, double[]>> days, string asset, int day)
    {
        if (!days.TryGetValue(asset, out var byDay))
            days[asset] = byDay = [];
        if (!byDay.TryGetValue(day, out var row))
            byDay[day] = row = [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN];
        return row;
    }
}
