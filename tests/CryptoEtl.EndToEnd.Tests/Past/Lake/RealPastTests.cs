using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary>The real market of 2014 to 2020, dead coins included.</summary>
public sealed partial class RealPastTests(RealPast past) : IClassFixture<RealPast>
{
    private const long Most = 1_500_000_000;

    /// <summary>Days of the lists of others.</summary>
    private static readonly string[] Lists =
        ["cmc_daily_rank500_2022", "cmc_daily_top100_2018", "cmc_monthly_top200", "cmc_weekly_derived_top200_2013_2018", "cmc_weekly_top10", "cmc_weekly_top200"];

    [SkippableFact]
    public async Task Seven_years_cost_what_the_report_says_and_a_second_run_asks_nothing()
    {
        var runs = await past.RunsAsync();
        foreach (var pipeline in new[] { "universe", "historical" })
        {
            var (first, again) = (runs[pipeline], runs[$"{pipeline} again"]);
            Assert.InRange(first.PeakBytes, 100_000_000, Most);
            Assert.Equal(first.Ledger.Answers.Where(call => call.Source == "coingecko").Sum(call => call.Count), first.Credits);
            Assert.InRange(first.Credits, 1_000, 5_000);
            Assert.Empty(again.Ledger.Answers);
            Assert.Equal(0, again.Credits);
            Assert.Empty(again.Report.GetProperty("tables").EnumerateArray());
        }
    }

    /// <summary>Sold on a promise and gone within months: members while they lived, none of them afterwards.</summary>
    [SkippableTheory]
    [InlineData("regalcoin", "2018-01-28", "2018-01", "fell")]
    [InlineData("centra", "2017-10-15", "2018-01", "cap_stale")]
    [InlineData("paragon", "2017-12-15", "2018-04", "fell")]
    public async Task Coins_that_collapsed_are_members_before_and_left_with_a_reason(string coin, string alive, string leftIn, string why)
    {
        await past.RunsAsync();
        var rows = await DuckDb.QueryAsync(
            $"SELECT day::VARCHAR AS day, is_member, change, reason FROM {PastDays.Rows(past.Lake, "silver/universe")} WHERE asset_id = '{coin}' ORDER BY day");
        Assert.True(rows.Single(row => Text(row, "day") == alive).GetProperty("is_member").GetBoolean());
        var left = rows.Last(row => Text(row, "change") == "left");
        Assert.Equal((leftIn, why), (Text(left, "day")[..7], Text(left, "reason")));
        Assert.DoesNotContain(rows, row => string.CompareOrdinal(Text(row, "day"), Text(left, "day")) > 0 && row.GetProperty("is_member").GetBoolean());
    }

    [SkippableFact]
    public async Task Every_line_of_every_list_agrees_or_has_a_reason()
    {
        await past.RunsAsync();
        var folder = Repository.Shared("data/real/universe");
        var compared = await Etl.RunAsync(["universe", "compare", .. Lists.Select(list => Path.Combine(folder, $"{list}.csv.gz")), "--lake", past.Lake]);
        Assert.True(compared.ExitCode == 0, compared.ToString());

        var reports = compared.Output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(Lists, reports.Select(report => report.Split('.')[0]));
        foreach (var report in reports)
        {
            var all = Total().Match(report);
            var (listed, agreed) = (Number(all, 1), Number(all, 2));
            Assert.Equal(listed, agreed + Miss().Matches(report).Sum(miss => Number(miss, 1)));
            Assert.Equal(report.StartsWith("cmc_daily_rank500_2022", StringComparison.Ordinal), listed == 0);
        }

        // Of ten coins a week nearly all are where the list has them, once coins the lake never held are left out.
        Assert.InRange(double.Parse(Total().Match(reports[4]).Groups[3].Value, CultureInfo.InvariantCulture), 98, 100);
    }

    [SkippableFact]
    public async Task The_bias_of_survivors_is_told_by_year_and_drawn()
    {
        await past.RunsAsync();
        var picture = Path.Combine(Path.GetDirectoryName(past.Lake)!, "bias.svg");
        var bias = await Etl.RunAsync("universe", "bias", "--from", "2014-01-01", "--to", "2020-12-16", "--out", picture, "--lake", past.Lake);
        Assert.True(bias.ExitCode == 0, bias.ToString());

        Assert.Equal(2, Regex.Count(bias.Output, "point in time +survivors +last members +vanished lose all"));
        foreach (var year in Enumerable.Range(2014, 7))
            Assert.Equal(2, Regex.Count(bias.Output, $@"(?m)^{year}( +-?\d+\.\d){{6}} *$"));
        Assert.Matches(@"(?m)^vanished +\d{2,}", bias.Output);

        var drawn = XDocument.Load(picture).Root!;
        Assert.Equal("svg", drawn.Name.LocalName);
        Assert.Equal(8, drawn.Descendants().Count(shape => shape.Name.LocalName is "polyline" or "path"));
        Assert.DoesNotContain("E+", drawn.Value, StringComparison.Ordinal);
    }

    /// <summary>Terra was the fifth largest in May 2022 and worth nothing a week later; its ticker went to another coin.</summary>
    [SkippableFact]
    public async Task Terra_is_a_member_until_it_falls_and_its_ticker_is_not_mistaken()
    {
        var (tape, lake) = (await past.TapeAsync(), past.NewLake());
        var coins = File.ReadLines(Path.Combine(tape, "daily.csv")).Where(line => line.Contains(",2022-05-01,", StringComparison.Ordinal)).Select(line => line.Split(',')[0]);
        var run = await Etl.RunAsync(new Dictionary<string, string?> { ["UNIVERSE_TOP"] = "20" },
            "run", "universe", "--to", "2022-06-30", "--assets", string.Join(',', coins.Append("terra-luna-v2")),
            "--upstream", $"sim:{tape}?rate=1000000", "--now", "2022-07-02T12:00:00Z", "--lake", lake);
        Assert.True(run.ExitCode == 0, run.ToString());

        var days = await DuckDb.QueryAsync($"SELECT day::VARCHAR AS day, change, reason FROM {PastDays.Rows(lake, "silver/universe")} WHERE asset_id = 'terra-luna' AND day >= DATE '2022-05-01' ORDER BY day");
        Assert.Equal("stays", Text(days[0], "change"));
        var left = days.First(day => Text(day, "change") == "left");
        Assert.Equal(("2022-05-11", "fell"), (Text(left, "day"), Text(left, "reason")));

        var before = await Etl.RunAsync("universe", "who", "luna", "--on", "2022-05-10", "--lake", lake);
        Assert.Equal((2, "not_at_that_time"), (before.ExitCode, before.Output.Split(':')[0]));
        var after = await Etl.RunAsync("universe", "who", "luna", "--on", "2022-07-01", "--lake", lake);
        Assert.Equal((0, "terra-luna-v2"), (after.ExitCode, after.Output.Split('\n')[0].TrimEnd()));
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).ToString();

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>Listed, agreed, and the share that agreed of those the lake held.</summary>
    [GeneratedRegex(@"in all +(\d+) +\d+ +(\d+) +[\d.]+% +\d+ +([\d.]+)%")]
    private static partial Regex Total();

    [GeneratedRegex(@"(?<=misses:.*)[a-z ]+ (\d+)(?=;|$)", RegexOptions.Multiline)]
    private static partial Regex Miss();
}
