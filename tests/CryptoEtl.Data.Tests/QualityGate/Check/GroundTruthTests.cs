using Xunit.Abstractions;

namespace CryptoEtl.Data.Tests.QualityGate.Check;

/// <summary>Real files whose defects are known: the check finds each of them, no more and no fewer.</summary>
public sealed class GroundTruthTests(ITestOutputHelper output)
{
    private const string Shared = "data/real";

    /// <summary>What no rule can see in a file, and why.</summary>
    public static readonly IReadOnlyList<(string Class, string Why)> Unseen =
    [
        ("two assets under one symbol (LUNA, UST)", "name and symbol are all there is in the row; only ids or the lists of other days tell them apart"),
        ("lists that hold today's ranks for past days", "a look-ahead is in how a file was made, not in any of its values"),
        ("survivors only", "the rows that are missing are not in the file"),
        ("files cut at 300 days", "they are counted as series that end early; that none of them was delisted is not in the file"),
        ("lists of 186, 163 and 105 of 200 rows", "more than half of the usual rows: the limits are for lists that lost most"),
        ("unusual intervals of the polls of Hyperliquid: 948 noted", "the polls have no usual interval; 632 differ from the most frequent one, which is taken to a hundredth of an hour"),
        ("cap off by 1 to 10 % from price times supply (5 of the monthly lists)", "sources take the two at different moments; the limit is 10 %"),
        ("names that change, symbols that repeat in a list", "both are as the market is"),
        ("stale runs of coingecko_daily: 21 noted", "by the definition of the notes the test counts 19, and so does the check"),
        ("moves over 2x of the delisted coins: 7,358 noted", "by the definition of the notes the test counts 7,357, and so does the check"),
        ("one of the 101 malformed lines", "it is an empty line, and empty lines are passed over"),
        ("TVL moves over 10x: 62 noted", "58 between neighbouring rows; the notes also compare across missing and zero values"),
    ];

    public static TheoryData<string> Names => [.. Truths.All.Select(truth => truth.Name)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Every_known_defect_is_found_and_no_other(string name)
    {
        var folder = SharedFiles.Folder(Shared);
        var truth = Truths.All.Single(one => one.Name == name);
        var (report, file) = (truth.Check(folder), new RawFile(Path.Combine(folder, truth.File)));
        Assert.Equal(file.Rows.Count, report.Verdict.RowsIn);

        var wrong = new List<string>();
        foreach (var defect in truth.Defects)
        {
            var (found, counted) = (defect.Found(report), defect.Counted?.Invoke(file));
            var line = $"{defect.Class,-38} | {truth.File,-52} | {found,8} | noted {defect.Noted?.ToString() ?? "-",6}, counted {counted?.ToString() ?? "-",6}";
            output.WriteLine(line);
            if ((defect.Noted ?? found) != found || (counted ?? found) != found)
                wrong.Add(line);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [SkippableFact]
    public void Every_shifted_line_of_a_page_is_held_back()
    {
        using var folder = new TemporaryFolder();
        var raw = new RawFile(Path.Combine(SharedFiles.Folder(Shared), "live/cmc_page_5min_raw_2017.csv.gz"));
        var path = Write(folder, "page.csv", "symbol,rank,name,market_cap,price,supply,volume,h1,h24,w1", raw.Rows.Select(row => row[1]));
        var report = Check(path, "bronze_live_market", "asset_id=symbol", "?", "Low Vol");

        output.WriteLine($"shifted columns | {report.Findings("FILE02")} of {report.Verdict.RowsIn}");
        var (one, two) = (raw.Rows.Count(row => row[1].Contains(",*,", StringComparison.Ordinal)), raw.Rows.Count(row => row[1].Contains(",**,", StringComparison.Ordinal)));
        Assert.Equal((130_690, 80_600, 1_054), (report.Verdict.RowsIn, one, two));
        Assert.Equal(one + two, report.Findings("FILE02", "volume_24h_usd"));
    }

    [SkippableFact]
    public void Every_line_that_is_no_data_is_held_back()
    {
        using var folder = new TemporaryFolder();
        var raw = new RawFile(Path.Combine(SharedFiles.Folder(Shared), "ohlcv/cmc_daily_2013_2020_malformed_lines.csv.gz"));
        var path = Write(folder, "lines.tsv", "date\topen\thigh\tlow\tclose\tvolume\tmarket_cap", raw.Rows.Select(row => row[2]));
        var report = Check(path, "silver_historical_market", "asset_id=date,day=date");

        output.WriteLine($"malformed lines | {report.Findings("FILE01")} with too many or few fields, {report.Findings("FILE02")} unreadable");
        var filled = raw.Rows.Where(row => row[2].Length > 0).ToList();
        Assert.Equal((101, 100), (raw.Rows.Count, filled.Count));
        Assert.Equal((100, 100), (report.Verdict.RowsIn, report.Verdict.RowsQuarantined));
        Assert.Equal(100, report.Findings("FILE01") + report.Findings("FILE02"));
        Assert.Equal(filled.Count(row => row[2].Split('\t').Length != 7), report.Findings("FILE01"));
    }

    [SkippableFact]
    public void Every_text_of_an_error_is_held_back()
    {
        using var folder = new TemporaryFolder();
        var raw = new RawFile(Path.Combine(SharedFiles.Folder(Shared), "ohlcv/cmc_daily_2013_2018_malformed_lines.csv.gz"));
        var path = Write(folder, "lines.csv", "slug,date,remark,open,high,low,close,volume,market_cap", raw.Rows.Select(row => row[2]));
        var report = Check(path, "silver_historical_market", "");

        Assert.Equal((18, 18), (report.Verdict.RowsIn, report.Verdict.RowsQuarantined));
    }

    [Fact]
    public void What_cannot_be_seen_is_told()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "gate-check.md"));
        foreach (var (name, why) in Unseen)
        {
            output.WriteLine($"{name,-60} | not seen: {why}");
            Assert.Contains($"| {name} | {why} |", page, StringComparison.Ordinal);
        }
    }

    private static CryptoEtl.Data.QualityGate.Check.CheckReport Check(string path, string table, string map, params string[] nulls) =>
        new Truth(path, table) { Map = map, Nulls = nulls, Money = true }.Check("");

    private static string Write(TemporaryFolder folder, string name, string header, IEnumerable<string> lines)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllLines(path, lines.Prepend(header));
        return path;
    }

    private static string Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "CryptoEtl.sln")))
            at = at.Parent;
        return at.FullName;
    }
}
