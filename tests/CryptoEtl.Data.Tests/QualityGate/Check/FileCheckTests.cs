using System.Globalization;
using System.IO.Compression;
using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.QualityGate.Check;
using CryptoEtl.Data.QualityGate.Check.Reports;

namespace CryptoEtl.Data.Tests.QualityGate.Check;

[Collection(nameof(Alone))]
public sealed class FileCheckTests : IDisposable
{
    private const string Header = "symbol,date,open,high,low,close,volume,market_cap";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Columns_are_found_by_their_other_names_and_named_in_the_report()
    {
        var report = Check(Write("a.csv", Header, "btc,2020-01-01,1,2,1,2,10,100"));
        Assert.Equal(Decision.Pass, report.Verdict.Decision);
        Assert.Equal(
            ["asset_id<symbol", "day<date", "open_usd<open", "high_usd<high", "low_usd<low", "close_usd<close", "volume_usd<volume", "market_cap_usd<market_cap"],
            report.Map.Mapped.Select(column => $"{column.Column.Name}<{column.Header}"));
        Assert.Contains("revision", report.Map.Absent);
    }

    [Fact]
    public void A_rule_is_applied_only_where_its_columns_are()
    {
        var report = Check(Write("a.csv", "symbol,date,close", "btc,2020-01-01,-1"));
        Assert.Contains(report.Applied.Skipped, rule => rule.Id == "HB004" && rule.Missing.Contains("low_usd"));
        Assert.DoesNotContain(report.Rules, rule => rule.Id == "HB004");
    }

    [Fact]
    public void A_file_whose_rows_have_no_name_is_refused_with_its_headers()
    {
        var wrong = Assert.Throws<BadInputException>(() => Check(Write("a.csv", "when,open", "2020-01-01,1")));
        Assert.Contains("when, open", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("asset_id", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("asset_id=nope", "no header 'nope'")]
    [InlineData("nope=symbol", "no column 'nope'")]
    public void A_wrong_map_is_refused(string map, string told) => Assert.Contains(
        told, Assert.Throws<BadInputException>(() => Check(Write("a.csv", Header), options => options with { Map = Pairs(map) })).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_and_a_missing_one_are_refused()
    {
        Assert.Contains("empty", Assert.Throws<BadInputException>(() => Check(Write("a.csv"))).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<BadInputException>(() => Check(Path.Combine(folder.Path, "b.csv"))).Message, StringComparison.Ordinal);
        Assert.Contains(".xlsx", Assert.Throws<BadInputException>(() => Check(Write("a.xlsx", Header))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_header_only_has_no_rows_and_passes() => Assert.Equal((0, Decision.Pass), Outcome(Check(Write("a.csv", Header))));

    [Fact]
    public void Windows_line_ends_a_byte_order_mark_and_gzip_change_nothing()
    {
        var text = "\uFEFF\"symbol\",date,open,high,low,close,volume,market_cap\r\n\"b\"\"tc, old\",2020-01-01,1,2,1,2,10,\"100\"\r\n\r\n";
        var path = Path.Combine(folder.Path, "a.csv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        var report = Check(path);
        Assert.Equal((1, Decision.Pass), Outcome(report));
        Assert.Equal("b\"tc, old", report.Description!.Series.Single().Name);
    }

    [Fact]
    public void A_gzip_file_that_is_cut_short_is_refused()
    {
        var path = Path.Combine(folder.Path, "a.csv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', Bars(500).Prepend(Header))));
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Assert.Throws<BadInputException>(() => Check(path));
    }

    [Fact]
    public void Malformed_and_unreadable_lines_are_held_back_where_they_stand()
    {
        var report = Check(Write(
            "a.csv", Header, "btc,2020-01-01,1,2,1,2,10,100", "btc,2020-01-02,1", "btc,2020-01-03,1,2,1,two,10,100", "btc,\"2020-01-04,1,2,1,2,10,100",
            "btc,2020-01-05,1,2,1,2,10,100", "btc,1700-01-01,1,2,1,2,10,100", "btc,2020-01-06,1,2,1,2,10,100"));
        Assert.Equal((7, 4), (report.Verdict.RowsIn, report.Verdict.RowsQuarantined));
        Assert.Equal([(3L, "line"), (5L, "line")], Places(report, "FILE01"));
        Assert.Equal([(4L, "close_usd")], Places(report, "FILE02"));
        Assert.Equal([(7L, "day")], Places(report, "FILE03"));
        Assert.Equal(Decision.Halt, report.Verdict.Decision);
    }

    [Fact]
    public void A_quoted_field_may_hold_line_ends_and_lines_are_counted_on()
    {
        var report = Check(Write("a.csv", Header, "\"b\ntc\",2020-01-01,1,2,1,2,10,100", "btc,2020-01-02,1,2,1,x,10,100"));
        Assert.Equal([(4L, "close_usd")], Places(report, "FILE02"));
    }

    [Fact]
    public void A_quote_that_never_closes_costs_one_line_of_any_file()
    {
        string[] lines = [Header, .. Bars(20_000)];
        lines[3] = lines[3].Replace("asset", "\"asset", StringComparison.Ordinal);
        var report = Check(Write("a.csv", lines));
        Assert.Equal((20_000, 1, 1), (report.Verdict.RowsIn, report.Verdict.RowsQuarantined, report.Findings("FILE01")));
    }

    [Fact]
    public void Money_words_for_null_and_epochs_are_read_when_asked_for()
    {
        var path = Write("a.tsv", "symbol\tdate\topen\thigh\tlow\tclose\tvolume\tmarket_cap", "btc\t1577836800000\t1\t$2,000.5 \t1\t2\tLow Vol\t?");
        Assert.Equal(1, Check(path).Verdict.RowsQuarantined);
        var report = Check(path, options => options with { Money = true, Nulls = ["Low Vol", "?"], Epoch = EpochUnit.Milliseconds });
        Assert.Equal(0, report.Verdict.RowsQuarantined);
        Assert.Equal(2000.5, report.Description!.Columns.Single(column => column.Column == "high_usd").Highest);
        Assert.Equal(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), report.Description!.Columns.Single(column => column.Column == "day").Lowest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_scattered_file_finds_what_the_sorted_one_finds(bool byDay)
    {
        var bars = Bars(6_000);
        bars[10] = bars[10].Replace("2020", "2021", StringComparison.Ordinal);
        bars.Add(bars[5]);
        bars.Add(bars[100]);
        if (byDay)
            bars = [.. bars.OrderBy(bar => bar.Split(',')[1], StringComparer.Ordinal)];
        var whole = Check(Write("a.csv", [Header, .. bars]));
        var blocks = Check(Write("b.csv", [Header, .. bars]), options => options with { BlockRows = 64 });

        Assert.False(whole.IsScattered);
        Assert.True(blocks.IsScattered);
        Assert.Equal(2, whole.Findings("HB008"));
        Assert.Equal(whole.Verdict.Findings, blocks.Verdict.Findings);
        Assert.Equal((whole.Verdict.RowsIn, whole.Verdict.RowsQuarantined), (blocks.Verdict.RowsIn, blocks.Verdict.RowsQuarantined));
    }

    [Fact]
    public void Blocks_of_any_size_find_the_same()
    {
        var bars = Bars(6_000);
        for (var row = 0; row < bars.Count; row += 97)
            bars[row] = bars[row].Replace(",1,", ",-1,", StringComparison.Ordinal);
        bars.RemoveRange(5_000, 40);
        var path = Write("a.csv", [Header, .. bars]);
        var whole = Check(path);
        foreach (var rows in new[] { 7, 100, 1_000 })
        {
            var blocks = Check(path, options => options with { BlockRows = rows });
            Assert.False(blocks.IsScattered);
            Assert.Equal(whole.Verdict.Findings, blocks.Verdict.Findings);
            Assert.Equal(whole.Rules.Select(rule => rule.Examples.Count), blocks.Rules.Select(rule => rule.Examples.Count));
        }
    }

    [Fact]
    public async Task A_parquet_file_finds_what_its_text_finds()
    {
        var bars = Bars(3_000);
        bars[7] = bars[7].Replace(",1,", ",-1,", StringComparison.Ordinal);
        var parquet = await ParquetOf(bars, rowsPerGroup: 700);
        var (text, packed) = (Check(Write("a.csv", [Header, .. bars])), Check(parquet));
        Assert.Equal(text.Verdict.Findings, packed.Verdict.Findings);
        Assert.Equal(2, packed.Findings("HB031"));
        Assert.Equal(text.Rules.SelectMany(rule => rule.Examples).Select(example => example.Line - 1), packed.Rules.SelectMany(rule => rule.Examples).Select(example => example.Line));
    }

    [Fact]
    public void Every_row_held_back_is_written_with_line_key_and_rule()
    {
        var bad = Path.Combine(folder.Path, "bad.csv");
        Check(Write("a.csv", Header, "btc,2020-01-01,1,2,1,2,10,100", "btc,2020-01-01,1,2,1,-2,10,100", "btc,x"), options => options with { BadRows = bad });
        var lines = File.ReadAllLines(bad);
        Assert.Equal("line,key,rule,field,value,reason", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("3,btc|2020-01-01,HB002,close_usd,-2,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("3,btc|2020-01-01,HB008,", StringComparison.Ordinal) && line.Contains("in line 2 already", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("4,,FILE01,line,\"btc,x\",", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_batch_is_compared_with_the_accepted_ones_before_it()
    {
        var lines = new List<string> { "snapshot,id,price_usd" };
        for (var day = 1; day <= 12; day++)
        {
            for (var coin = 0; coin < (day is 9 or 10 ? 120 : 300); coin++)
                lines.Add($"2024-01-{day:00},coin{coin},1");
        }

        var report = Check(Write("a.csv", [.. lines]), options => options with { BatchColumn = "snapshot" }, "bronze_live_market");
        Assert.Equal(12, report.Batches.Count);
        Assert.Equal(["2024-01-09", "2024-01-10"], report.Batches.Where(batch => batch.Verdict.Reasons.Any(reason => reason.StartsWith("LM102", StringComparison.Ordinal))).Select(batch => batch.Name));
        Assert.Equal(9, report.Batches[^1].Verdict.Baseline.Batches);
        Assert.Equal(Decision.Halt, report.Verdict.Decision);
    }

    [Fact]
    public void Only_the_rules_asked_for_are_applied()
    {
        var path = Write("a.csv", Header, "btc,2020-01-01,1,2,1,-2,10,100");
        Assert.Equal(["HB008"], Check(path, options => options with { Rules = new HashSet<string> { "HB008" } }).Rules.Select(rule => rule.Id));
        Assert.Contains("XX001", Assert.Throws<BadInputException>(() => Check(path, options => options with { Rules = new HashSet<string> { "XX001" } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_show_verdict_rule_and_place_and_need_no_script()
    {
        var report = Check(Write("a.csv", Header, "<b>,2020-01-01,1,2,1,-2,10,100"));
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        CheckText.Write(report, text);
        var (page, json) = (CheckPage.Of(report), CheckJson.Of(report));
        Assert.Contains("a.csv:2 close_usd=-2", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("a.csv:2 close_usd=-2", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("\"decision\":\"halt\"", json, StringComparison.Ordinal);
        Assert.Contains("\"line\":2", json, StringComparison.Ordinal);
    }

    /// <summary>Every row is wrong, so that nothing but bounds keeps memory small.</summary>
    [Fact]
    public async Task Memory_stays_below_a_bound_whatever_the_size()
    {
        var path = Path.Combine(folder.Path, "large.csv");
        using (var lines = new StreamWriter(path))
        {
            lines.WriteLine(Header);
            for (var row = 0; row < 1_500_000; row++)
                lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"asset{row / 1000},{new DateTime(2015, 1, 1).AddDays(row % 1000):yyyy-MM-dd},-1.5,0.5,2.25,-1.125,-10.5,-100.5"));
        }

        var (highest, isOver) = (0L, false);
        var watch = Task.Run(() =>
        {
            for (; !Volatile.Read(ref isOver); Thread.Sleep(20))
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: false));
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var report = Check(path, options => options with { Describe = false });
        Volatile.Write(ref isOver, true);
        await watch;

        Assert.Equal((1_500_000, 1_500_000), (report.Verdict.RowsIn, report.Verdict.RowsQuarantined));
        Assert.All(report.Rules, rule => Assert.True(rule.Examples.Count <= 10));
        Assert.True(highest - before < 700L << 20, $"{(highest - before) >> 20} MB");
    }

    private static (int Rows, Decision Decision) Outcome(CheckReport report) => (report.Verdict.RowsIn, report.Verdict.Decision);

    private static IEnumerable<(long Line, string Field)> Places(CheckReport report, string rule) =>
        report.Rules.Single(one => one.Id == rule).Examples.Select(example => (example.Line, example.Field));

    private static Dictionary<string, string> Pairs(string map) => new() { [map.Split('=')[0]] = map.Split('=')[1] };

    private static CheckReport Check(string path, Func<CheckOptions, CheckOptions>? with = null, string table = "silver_historical_market")
    {
        var options = new CheckOptions(Contracts.Named(table, new()), path, new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)) { Describe = true };
        return FileCheck.Run(with?.Invoke(options) ?? options);
    }

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, string.Join('\n', lines));
        return path;
    }

    /// <summary>Assets of a hundred days each.</summary>
    private static List<string> Bars(int count) =>
        [.. Enumerable.Range(0, count).Select(row => string.Create(CultureInfo.InvariantCulture, $"asset{row / 100},{new DateTime(2020, 1, 1).AddDays(row % 100):yyyy-MM-dd},1,{2 + (row % 3)},1,{1 + (row % 2)},10,{100 * (1 + (row % 2))}"))];

    private async Task<string> ParquetOf(List<string> bars, int rowsPerGroup)
    {
        var path = Path.Combine(folder.Path, "a.parquet");
        await using var file = File.Create(path);
        await BarsFile.WriteAsync(file, Header.Split(','), bars.ConvertAll(bar => bar.Split(',')), rowsPerGroup);
        return path;
    }
}
