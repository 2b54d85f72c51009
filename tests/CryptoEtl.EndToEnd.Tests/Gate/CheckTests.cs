using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Gate;

/// <summary><c>etl gate check</c> as a person starts it.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("etl-check-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_sound_file_passes_with_exit_code_0()
    {
        var run = await Etl.RunAsync("gate", "check", "--table", "historical_market", "--in", Bars(30));
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("as silver_historical_market: pass", run.Output, StringComparison.Ordinal);
        Assert.Contains("asset_id from symbol", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_would_be_refused_ends_with_exit_code_3_a_page_and_its_bad_rows()
    {
        var (page, bad) = (Path.Combine(folder, "page.html"), Path.Combine(folder, "bad.csv"));
        var run = await Etl.RunAsync("gate", "check", "--table", "silver_historical_market", "--in", Bars(30, "eth,2020-01-01,1,2,1,-1,5,5", "eth,2020-01-02", "eth,2020-01-03,9,2,1,1,5,5"), "--report", page, "--bad", bad);
        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Contains("halted: HB101", run.Output, StringComparison.Ordinal);
        Assert.Contains("bars.csv:32 close_usd=-1", run.Output, StringComparison.Ordinal);
        Assert.Contains("halt", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
        Assert.Contains(await File.ReadAllLinesAsync(bad), line => line.StartsWith("33,,FILE01,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_machine_gets_one_json_document()
    {
        var run = await Etl.RunAsync("gate", "check", "--table", "historical_market", "--in", Bars(30, "eth,2020-01-01,1,2,1,-1,5,5"), "--json");
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(31, json.RootElement.GetProperty("verdict").GetProperty("rowsIn").GetInt32());
        Assert.Contains(json.RootElement.GetProperty("rules").EnumerateArray(), rule => rule.GetProperty("id").GetString() == "HB002" && rule.GetProperty("findings").GetInt32() == 1);
    }

    [Theory]
    [InlineData("historical_market", "nothing.csv", "no such file")]
    [InlineData("nonsense", "nothing.csv", "no contract for 'nonsense'")]
    [InlineData("live_market", "bars.csv", "bars.csv")]
    public async Task Bad_input_is_one_line_and_exit_code_2(string table, string file, string cause)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "bars.csv"), "");
        var run = await Etl.RunAsync("gate", "check", "--table", table, "--in", Path.Combine(folder, file));
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(cause, run.Error, StringComparison.Ordinal);
    }

    private string Bars(int days, params string[] more)
    {
        var path = Path.Combine(folder, "bars.csv");
        File.WriteAllLines(path, [
            "symbol,date,open,high,low,close,volume,market_cap",
            .. Enumerable.Range(0, days).Select(day => $"btc,{new DateOnly(2020, 1, 1).AddDays(day):yyyy-MM-dd},1,2,1,{1 + (day % 2 * 0.1)},5,{100 + (day % 2 * 10)}"),
            .. more,
        ]);
        return path;
    }
}
