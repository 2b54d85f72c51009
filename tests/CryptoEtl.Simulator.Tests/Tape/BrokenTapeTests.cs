using System.IO.Compression;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Tape;

public sealed class BrokenTapeTests
{
    [Theory]
    [InlineData("tape.json"), InlineData("assets.csv"), InlineData("daily.csv"), InlineData("protocols.csv"), InlineData("onchain.csv")]
    [InlineData("social.csv"), InlineData("derivatives.csv"), InlineData("coinbase_products.csv"), InlineData("restatements.csv"), InlineData("defects.csv")]
    public void A_missing_file_is_named(string file)
    {
        using var tape = new SmallTape();
        File.Delete(tape.PathOf(file));

        Assert.StartsWith($"{file}:0: field 'file' has value '{tape.PathOf(file)}': the file is missing", Refusal(tape), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("daily.csv", ",market_cap_usd", ",cap", "daily.csv:1: field 'market_cap_usd' has value '': the column is missing")]
    [InlineData("daily.csv", ",low,", ",high,", "daily.csv:1: field 'high' has value 'high': the column appears twice")]
    [InlineData("daily.csv", "110,130,105,125", "110,13O,105,125", "daily.csv:3: field 'high' has value '13O': is not a number")]
    [InlineData("daily.csv", "110,130,105,125", "110,NaN,105,125", "daily.csv:3: field 'high' has value 'NaN': is not a finite number")]
    [InlineData("daily.csv", "110,130,105,125", "110,1e999,105,125", "daily.csv:3: field 'high' has value '1e999': is not a finite number")]
    [InlineData("daily.csv", "110,130,105,125", "\"1,110\",130,105,125", "daily.csv:3: field 'open' has value '1,110': is not a number")]
    [InlineData("daily.csv", "alpha,2024-03-02", "alpha,2024-02-30", "daily.csv:3: field 'date' has value '2024-02-30': is not a date of the form 2024-01-31")]
    [InlineData("daily.csv", "alpha,2024-03-02", "alpha,02/03/2024", "daily.csv:3: field 'date' has value '02/03/2024': is not a date of the form 2024-01-31")]
    [InlineData("daily.csv", "alpha,2024-03-02", "alpha,2024-03-01", "daily.csv:3: field 'date' has value '2024-03-01': duplicate key: the day appears twice")]
    [InlineData("daily.csv", "alpha,2024-03-04", "alpha,2024-03-02", "daily.csv:5: field 'date' has value '2024-03-02': days must ascend within a series")]
    [InlineData("daily.csv", "alpha,2024-03-05", "alpha,2024-03-06", "daily.csv:6: field 'date' has value '2024-03-06': lies outside the tape, 2024-03-01 to 2024-03-05")]
    [InlineData("daily.csv", "gamma,2024-03-04", "gamma,2024-03-03", "daily.csv:10: field 'date' has value '2024-03-03': lies before the listing on 2024-03-04")]
    [InlineData("daily.csv", "beta,2024-03-03", "beta,2024-03-04", "daily.csv:9: field 'date' has value '2024-03-04': lies after the death on 2024-03-03")]
    [InlineData("daily.csv", "beta,2024-03-02", "betta,2024-03-02", "daily.csv:8: field 'asset_id' has value 'betta': is not an asset of assets.csv")]
    [InlineData("daily.csv", "delta coin,2024-03-01", "alpha,2024-03-01", "daily.csv:12: field 'asset_id' has value 'alpha': the rows of an asset must stand together")]
    [InlineData("daily.csv", "139,150,130,145,1900,145000,1000", "139,150,130", "daily.csv:6: field 'columns' has value '5': expected 9 fields")]
    [InlineData("assets.csv", "beta,BBB", "alpha,BBB", "assets.csv:3: field 'asset_id' has value 'alpha': duplicate key: the asset appears twice")]
    [InlineData("assets.csv", "AAA,Alpha,7", "AAA,Alpha,9", "assets.csv:4: field 'lunarcrush_id' has value '9': duplicate key: the LunarCrush id belongs to another asset")]
    [InlineData("assets.csv", "AAA,Alpha,7", "AAA,Alpha,7.5", "assets.csv:2: field 'lunarcrush_id' has value '7.5': is not a positive whole number")]
    [InlineData("assets.csv", "AAA,Alpha,7,true", "AAA,Alpha,7,yes", "assets.csv:2: field 'on_coingecko' has value 'yes': is neither true nor false")]
    [InlineData("assets.csv", "2024-03-01,2024-03-03", "2024-03-04,2024-03-03", "assets.csv:3: field 'died_on' has value '2024-03-03': lies before listed_on")]
    [InlineData("assets.csv", "2000,close", "2000,noon", "assets.csv:2: field 'cap_basis' has value 'noon': is neither close nor open")]
    [InlineData("assets.csv", "ethereum:0xb0|", ":0xb0|", "assets.csv:3: field 'platforms' has value ':0xb0|solana:9n': has an entry without a platform")]
    [InlineData("assets.csv", "Béta", "", "assets.csv:3: field 'name' has value '': must not be empty")]
    [InlineData("onchain.csv", "lender,,2024-03-02", "lander,,2024-03-02", "onchain.csv:3: field 'protocol' has value 'lander': is not a protocol of protocols.csv")]
    [InlineData("onchain.csv", "lender,,2024-03-02", "lender,,2024-03-01", "onchain.csv:3: field 'date' has value '2024-03-01': duplicate key: the day appears twice")]
    [InlineData("protocols.csv", "lender-v2,2", "lender,2", "protocols.csv:3: field 'slug' has value 'lender': duplicate key: the protocol appears twice")]
    [InlineData("social.csv", "alpha,2024-03-02,600", "alpha,2024-03-02,x", "social.csv:3: field 'interactions' has value 'x': is not a number")]
    [InlineData("derivatives.csv", ",alpha,", ",omega,", "derivatives.csv:2: field 'asset_id' has value 'omega': is not an asset of assets.csv")]
    [InlineData("coinbase_products.csv", "online", "open", "coinbase_products.csv:2: field 'status' has value 'open': is not online, offline, internal or delisted")]
    [InlineData("restatements.csv", "close,110,", "close,109,", "restatements.csv:2: field 'old' has value '109': the value until then was 110")]
    [InlineData("restatements.csv", "close,110,", "colour,110,", "restatements.csv:2: field 'field' has value 'colour': is not a number column of daily.csv")]
    [InlineData("restatements.csv", "03T06:00:00Z", "01T06:00:00Z", "restatements.csv:2: field 'published_at' has value '2024-03-01T06:00:00Z': lies before the end of the day it restates")]
    [InlineData("restatements.csv", "2024-03-04T06:00:00Z", "2024-03-02T06:00:00Z", "restatements.csv:3: field 'published_at' has value '2024-03-02T06:00:00Z': restatements of one value must follow each other in time")]
    [InlineData("restatements.csv", "2024-03-03T06:00:00Z", "2024-03-03 06:00", "restatements.csv:2: field 'published_at' has value '2024-03-03 06:00': is not a UTC time of the form 2024-01-31T06:00:00Z")]
    [InlineData("defects.csv", "zero", "purple", "defects.csv:2: field 'kind' has value 'purple': is not one of zero, negative, null, missing, inverted, scaled, stale, duplicate")]
    [InlineData("defects.csv", "zero,", "stale,-2", "defects.csv:2: field 'value' has value '-2': must be a number from 1 to 3650")]
    [InlineData("defects.csv", "zero,", "duplicate,", "defects.csv:2: field 'value' has value '': must be a number from 1 to 3650")]
    [InlineData("defects.csv", "zero,", "scaled,", "defects.csv:2: field 'value' has value '': must not be empty")]
    [InlineData("defects.csv", "live", "dead", "defects.csv:2: field 'scope' has value 'dead': is neither daily nor live")]
    [InlineData("tape.json", "\"format_version\": 1", "\"format_version\": 9", "tape.json:1: field 'format_version' has value '9': this program reads version 1")]
    [InlineData("tape.json", "2024-03-05", "2024-02-05", "tape.json:1: field 'last_day' has value '2024-02-05': lies before first_day")]
    [InlineData("tape.json", "\"name\": \"small\",", "\"name\": \"small\"", "tape.json:4: field 'json' has value '': the file is not JSON")]
    [InlineData("tape.json", "\"provenance\": \"by hand\"", "\"x\": 1", "tape.json:1: field 'provenance' has value '': the field is missing")]
    public void A_broken_spot_is_named_with_file_row_field_and_value(string file, string old, string replacement, string message)
    {
        using var tape = new SmallTape().With(file, old, replacement);

        Assert.Equal(message, Refusal(tape));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        using var tape = new SmallTape();
        var text = File.ReadAllText(tape.PathOf("assets.csv"));
        File.WriteAllText(tape.PathOf("assets.csv"), text, System.Text.Encoding.Latin1);

        Assert.Matches("^assets.csv:3: field 'name' has value '.*': is not UTF-8$", Refusal(tape));
    }

    [Fact]
    public void A_description_that_is_not_utf8_is_refused()
    {
        using var tape = new SmallTape().With("tape.json", "by hand", "by hånd");
        File.WriteAllText(tape.PathOf("tape.json"), File.ReadAllText(tape.PathOf("tape.json")), System.Text.Encoding.Latin1);

        Assert.Equal("tape.json:1: field 'json' has value '': the file is not UTF-8", Refusal(tape));
    }

    [Fact]
    public void An_open_quote_does_not_swallow_the_file()
    {
        using var tape = new SmallTape().With("assets.csv", "beta,BBB,Béta", "beta,BBB,\"Béta");

        Assert.StartsWith("assets.csv:3: field 'row' has value '': is not well-formed CSV", Refusal(tape), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_gzip_is_refused() =>
        Assert.Matches(@"^daily\.csv\.gz:1: field 'row' has value '': the file is damaged", PackedRefusal(packed => [1, 2, 3, .. packed]));

    [Fact]
    public void A_gzip_file_cut_in_the_middle_is_refused() =>
        Assert.Matches(@"^daily\.csv\.gz:\d+: field '(row|columns)' has value", PackedRefusal(packed => packed[..(packed.Length / 2)]));

    [Fact]
    public void A_gzip_file_that_lost_only_its_end_is_refused() =>
        Assert.Matches(@"^daily\.csv\.gz:\d+: field 'row' has value '': the file is damaged", PackedRefusal(packed => packed[..^8]));

    [Fact]
    public void A_gzip_twin_reads_like_the_plain_file()
    {
        using var tape = new SmallTape();
        var plain = MarketTape.Load(tape.Path);
        File.WriteAllBytes(tape.PathOf("daily.csv.gz"), Pack(File.ReadAllBytes(tape.PathOf("daily.csv"))));
        File.Delete(tape.PathOf("daily.csv"));

        Assert.Equal(plain.Find("alpha")!.Daily.Close, MarketTape.Load(tape.Path).Find("alpha")!.Daily.Close);
    }

    [Theory]
    [InlineData("100,120,90,110", "100,120,115,110")]
    [InlineData("100,120,90,110", "0,-1,-5,0")]
    [InlineData("1000,110000,1000", ",0,")]
    [InlineData("alpha,2024-03-02,110,130,105,125,1200,125000,1000\n", "")]
    public void What_real_markets_do_wrong_is_legal(string old, string replacement)
    {
        using var tape = new SmallTape().With("daily.csv", old, replacement).WithoutRows("restatements.csv");

        Assert.NotEmpty(MarketTape.Load(tape.Path).Find("alpha")!.Daily.Close);
    }

    private static string Refusal(SmallTape tape) => Assert.Throws<BadInputException>(() => MarketTape.Load(tape.Path)).Message;

    private static string PackedRefusal(Func<byte[], byte[]> damage)
    {
        using var tape = new SmallTape();
        File.WriteAllBytes(tape.PathOf("daily.csv.gz"), damage(Pack(File.ReadAllBytes(tape.PathOf("daily.csv")))));
        File.Delete(tape.PathOf("daily.csv"));
        return Refusal(tape);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
