using System.IO.Compression;
using CryptoEtl.Core;
using CryptoEtl.Data.Features.Files;

namespace CryptoEtl.Data.Tests.Features.Files;

/// <summary>Each refusal names file, line, field and value.</summary>
public sealed class WrongInputTests : IDisposable
{
    private const string Revisions = "asset_id,date,field,value,published_at", Hours = "asset_id,timestamp,close";

    private const int RowsOfPacked = 27;

    private readonly FilesOfATest files = new();

    [Theory]
    [InlineData("btc,2024-13-01,1,1,1,1,1,1", "date", "2024-13-01", "it is no day")]
    [InlineData("btc,01.02.2024,1,1,1,1,1,1", "date", "01.02.2024", "it is no day")]
    [InlineData("btc,,1,1,1,1,1,1", "date", "", "it is no day")]
    [InlineData("btc,2024-01-01T00:00:00Z,1,1,1,1,1,1", "date", "2024-01-01T00:00:00Z", "time of day")]
    [InlineData("btc,0202-01-01,1,1,1,1,1,1", "date", "0202-01-01", "outside 1970 to 2099")]
    [InlineData("btc,2024-01-01,1,1,1,abc,1,1", "close", "abc", "no number")]
    [InlineData("btc,2024-01-01,1,1,1,1,NaN,1", "volume", "NaN", "no number")]
    [InlineData("btc,2024-01-01,1,1,1,1,1,Infinity", "market_cap", "Infinity", "no number")]
    [InlineData("btc,2024-01-01,1,1,1,1,1,-inf", "market_cap", "-inf", "no number")]
    [InlineData("btc,2024-01-01,1,1,1,1,\"1,234\",1", "volume", "1,234", "no number")]
    [InlineData("btc,2024-01-01,1e999,1,1,1,1,1", "open", "1e999", "no number")]
    [InlineData("btc,2024-01-01,1,1,1,1,1,null", "market_cap", "null", "no number")]
    [InlineData("btc,2024-01-01,0x1,1,1,1,1,1", "open", "0x1", "no number")]
    [InlineData(",2024-01-01,1,1,1,1,1,1", "asset_id", "", "a name is needed")]
    [InlineData("_MARKET,2024-01-01,1,1,1,1,1,1", "asset_id", "_MARKET", "kept for")]
    [InlineData("btc,2024-01-01,1,1,1,1,1", "line", "btc,2024-01-01,1,1,1,1,1", "7 fields, but the header has 8")]
    [InlineData("\"btc,2024-01-01,1,1,1,1,1,1", "line", "\"btc,2024-01-01,1,1,1,1,1,1", "quotes do not close")]
    public void A_daily_row_that_cannot_be_read(string row, string field, string value, string why)
    {
        files.Write("daily.csv", FilesOfATest.Bars, "eth,2024-01-01,1,1,1,1,1,1", row);
        AssertAt("daily.csv", 3, field, value, why);
    }

    [Fact]
    public void Days_of_an_asset_that_do_not_ascend()
    {
        files.Write("daily.csv", FilesOfATest.Bars, "btc,2024-01-03,1,1,1,1,1,1", "eth,2024-01-01,1,1,1,1,1,1", "btc,2024-01-02,1,1,1,1,1,1");
        AssertAt("daily.csv", 4, "date", "2024-01-02", "must ascend, but line 2 has btc at 2024-01-03");
    }

    [Theory]
    [InlineData("btc,2024-01-03,1,1,1,1,1,1", 4, 3)]
    [InlineData("btc,2024-01-01,1,1,1,1,1,1", 4, 2)]
    public void A_key_that_comes_again_tells_both_lines_wherever_they_are(string row, int line, int first)
    {
        files.Write("daily.csv", FilesOfATest.Bars, "btc,2024-01-01,1,1,1,1,1,1", "btc,2024-01-03,1,1,1,1,1,1", row);
        AssertAt("daily.csv", line, "date", row.Split(',')[1], $"duplicate key: line {first} has the same asset_id and date");
    }

    [Theory]
    [InlineData("asset_id,date,open,high,low,volume,market_cap", "close", "the column is missing")]
    [InlineData("asset_id,date,open,high,low,close,volume,market_cap,Sentiment", "Sentiment", "there is no such column")]
    [InlineData("asset_id,date,open,high,low,close,volume,market_cap,tvl,tvl", "tvl", "there twice")]
    public void A_header_that_is_not_right(string header, string column, string why)
    {
        files.Write("daily.csv", header);
        var message = files.Refusal();
        Assert.StartsWith($"{files.At("daily.csv")}:1: field '{column}'", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("btc,1704067200,1", "1704067200", "it is a number")]
    [InlineData("btc,2024-01-01T00:30:00Z,1", "2024-01-01T00:30:00Z", "not the start of an hour")]
    [InlineData("btc,2024-01-01,1", "2024-01-01", "it is a day")]
    [InlineData("btc,noon,1", "noon", "it is no time")]
    public void An_hour_that_is_none(string row, string value, string why)
    {
        files.Write("hourly.csv", Hours, row);
        AssertAt("hourly.csv", 2, "timestamp", value, why);
    }

    [Fact]
    public void Hours_that_come_again_or_do_not_ascend()
    {
        files.Write("hourly.csv", Hours, "btc,2024-01-01T02:00:00Z,1", "btc,2024-01-01T02:00:00Z,1");
        AssertAt("hourly.csv", 3, "timestamp", "2024-01-01T02:00:00Z", "duplicate key: line 2 has the same asset_id and timestamp");
        files.Write("hourly.csv", Hours, "btc,2024-01-01T02:00:00Z,1", "btc,2024-01-01T01:00:00Z,1");
        AssertAt("hourly.csv", 3, "timestamp", "2024-01-01T01:00:00Z", "line 2 has btc at 2024-01-01T02:00Z");
    }

    [Theory]
    [InlineData("btc,2024-01-01,price,1,2024-01-02T00:00:00Z", "field", "price", "there are: open")]
    [InlineData("btc,2024-01-01,close,1,soon", "published_at", "soon", "it is no time")]
    [InlineData("btc,2024-01-01,close,1,2024-01-02", "published_at", "2024-01-02", "it is a day")]
    [InlineData("btc,2024-01-01,close,1,", "published_at", "", "it is no time")]
    [InlineData("btc,2024-01-01,close,x,2024-01-02T00:00:00Z", "value", "x", "no number")]
    [InlineData("btc,2024-01-01,hourly_close,1,2024-01-02T00:00:00Z", "date", "2024-01-01", "it is a day")]
    [InlineData("btc,2024-01-01T01:00:00Z,close,1,2024-01-02T00:00:00Z", "date", "2024-01-01T01:00:00Z", "time of day")]
    public void A_revision_that_cannot_be_read(string row, string field, string value, string why)
    {
        files.Write("revisions.csv", Revisions, row);
        AssertAt("revisions.csv", 2, field, value, why);
    }

    [Fact]
    public void A_member_without_any_bar()
    {
        files.Write("daily.csv", FilesOfATest.Bars + ",tvl", "btc,2024-01-01,1,1,1,1,1,1,", "eth,2024-01-01,,,,,,,9");
        files.Write("universe.csv", "date,asset_id", "2024-01-01,btc", "2024-01-01,eth");
        AssertAt("universe.csv", 3, "asset_id", "eth", "no bar");
        files.Write("universe.csv", "date,asset_id", "2024-01-01,xyz");
        AssertAt("universe.csv", 2, "asset_id", "xyz", "no bar");
    }

    [Fact]
    public void A_member_that_comes_again()
    {
        files.Write("universe.csv", "date,asset_id", "2024-01-01,btc", "2024-01-02,btc", "2024-01-01,btc");
        AssertAt("universe.csv", 4, "date", "2024-01-01", "duplicate key: line 2");
    }

    [Fact]
    public void A_file_that_is_not_there_empty_cut_short_or_of_another_kind()
    {
        Assert.Contains("no such file", Refusal(files.At("gone.csv")), StringComparison.Ordinal);
        Assert.Contains("it is a folder", Refusal(Path.GetDirectoryName(files.At("gone.csv"))!), StringComparison.Ordinal);
        Assert.Contains("header line is needed", Refusal(Empty()), StringComparison.Ordinal);
        Assert.Contains("must end in .csv, .csv.gz or .parquet", Refusal(files.Write("daily.txt", FilesOfATest.Bars)), StringComparison.Ordinal);
        Assert.Contains("daily.parquet", Refusal(files.Write("daily.parquet", "no parquet, and long enough to be looked at")), StringComparison.Ordinal);
        Assert.Contains("there is no value in it", Refusal(files.Write("none.csv", FilesOfATest.Bars)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_that_is_cut_short_is_refused_unless_all_rows_are_there()
    {
        var whole = Packed();
        var outcomes = Enumerable.Range(1, 120).Select(bytes => Outcome(Cut(whole, bytes))).ToList();

        Assert.All(outcomes, outcome => Assert.True(outcome == $"{RowsOfPacked} days" || outcome.Contains("cut.csv.gz", StringComparison.Ordinal), outcome));
        Assert.Contains(outcomes, outcome => outcome.Contains("cut short", StringComparison.Ordinal));
        Assert.DoesNotContain(outcomes, outcome => outcome.Contains("but the header has", StringComparison.Ordinal));
    }

    public void Dispose() => files.Dispose();

    private string Refusal(string daily) => Assert.Throws<BadInputException>(() => FeatureInput.Read(files.All with { Daily = daily }, new())).Message;

    private string Outcome(string daily)
    {
        try
        {
            return $"{FeatureInput.Read(files.All with { Daily = daily }, new()).Panel.Assets[0].Days} days";
        }
        catch (BadInputException refusal)
        {
            return refusal.Message;
        }
    }

    private string Empty()
    {
        File.WriteAllText(files.At("empty.csv"), "");
        return files.At("empty.csv");
    }

    private string Cut(byte[] whole, int bytes)
    {
        File.WriteAllBytes(files.At("cut.csv.gz"), whole[..^bytes]);
        return files.At("cut.csv.gz");
    }

    private static byte[] Packed()
    {
        var packed = new MemoryStream();
        using (var text = new StreamWriter(new GZipStream(packed, CompressionLevel.NoCompression)))
        {
            text.WriteLine(FilesOfATest.Bars);
            for (var day = 1; day <= RowsOfPacked; day++)
                text.WriteLine($"btc,2024-01-{day:00},1,1,1,1,1,1");
        }

        return packed.ToArray();
    }

    private void AssertAt(string file, int line, string field, string value, string why)
    {
        var message = files.Refusal();
        Assert.StartsWith($"{files.At(file)}:{line}: field '{field}' has value '{value}': ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }
}
