using System.IO.Compression;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;
using CryptoEtl.Data.Features.Files;

namespace CryptoEtl.Data.Tests.Features.Files;

public sealed class FeatureInputTests : IDisposable
{
    private readonly FilesOfATest files = new();

    [Fact]
    public void Columns_come_in_any_order_and_rows_of_assets_may_mix()
    {
        files.Write("daily.csv", "date,close,tvl,asset_id,market_cap,volume,low,high,open", "2024-01-01,11,7,b,5000,1000,9,12,10", "2024-01-01,21,,a,,0,19,22,20", "2024-01-02,12,8,b,5500,1100,10,13,11");
        files.Write("universe.csv", "asset_id,date", "a,2024-01-01");

        var panel = files.Read().Panel;

        Assert.Equal(["a", "b"], panel.Assets.Select(asset => asset.AssetId));
        Assert.Equal((11, 12, 9, 10, 1000, 5000, 7), Of(panel.Assets[1]));
        Assert.Equal(0, FilesOfATest.Value(panel.Assets[0], Field.Volume, "2024-01-01"));
        Assert.True(double.IsNaN(FilesOfATest.Value(panel.Assets[0], Field.MarketCap, "2024-01-01")));
        Assert.Equal([true, false], new[] { panel.Members.Contains(0, FilesOfATest.Day("2024-01-01")), panel.Members.Contains(1, FilesOfATest.Day("2024-01-01")) });
    }

    [Theory]
    [InlineData("﻿")]
    [InlineData("")]
    public void Quotes_blanks_carriage_returns_a_mark_and_empty_lines_do_no_harm(string mark)
    {
        files.Write("daily.csv", $"{mark}{FilesOfATest.Bars}\r", "\"a,b\",2024-01-01, 10 ,12,9,1.1e1,1000,5000\r", "\r", "\"a,b\",2024-01-02,11,13,10,12,1100,5500");
        files.Write("universe.csv", "date,asset_id", "2024-01-01,\"a,b\"");

        var asset = Assert.Single(files.Read().Panel.Assets);

        Assert.Equal(("a,b", 11d, 12d), (asset.AssetId, FilesOfATest.Value(asset, Field.Close, "2024-01-01"), FilesOfATest.Value(asset, Field.Close, "2024-01-02")));
    }

    [Fact]
    public void A_compressed_file_holds_the_same()
    {
        var packed = files.At("daily.csv.gz");
        using (var gzip = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
            gzip.Write(File.ReadAllBytes(files.At("daily.csv")));

        var asset = Assert.Single(FeatureInput.Read(files.All with { Daily = packed }, new()).Panel.Assets);

        Assert.Equal(12, FilesOfATest.Value(asset, Field.Close, "2024-01-02"));
    }

    [Fact]
    public void What_means_nothing_is_null_and_counted()
    {
        files.Write(
            "daily.csv", $"{FilesOfATest.Bars},alt_rank", "btc,2024-01-01,10,12,9,11,-1,0,0", "btc,2024-01-02,11,13,10,12,1100,-5,3", "btc,2024-01-03,11,10,10,12,7,8,", "btc,2024-01-04,,,,,7,8,2", "btc,2024-01-05,1,,1,1,7,8,2");
        files.Write("hourly.csv", "asset_id,timestamp,close", "btc,2024-01-01T00:00:00Z,0", "btc,2024-01-01T01:00:00Z,5");

        var input = files.Read();

        Assert.Equal(
            [
                "2 bars are not valid: they, with their volume and cap, are null", "1 values of volume are below 0: null",
                "2 values of market_cap are not above 0: null", "1 values of alt_rank are not above 0: null", "1 hourly closes are not above 0: null",
            ],
            input.Notes);
        var asset = Assert.Single(input.Panel.Assets);
        Assert.Equal([true, true, false, false, false], Enumerable.Range(0, 5).Select(at => asset.HasRow(asset.FirstDay + at)));
        Assert.True(double.IsNaN(FilesOfATest.Value(asset, Field.MarketCap, "2024-01-02")));
    }

    [Fact]
    public void Hours_are_read_with_and_without_zone()
    {
        files.Write("hourly.csv", "asset_id,timestamp,close", "btc,2024-01-01T00:00:00Z,1", "btc,2024-01-01T01:00:00,2", "btc,2024-01-01 02:00,", "btc,2024-01-01T05:00:00+02:00,4");

        var hours = Assert.Single(files.Read().Panel.Assets).OnTime(AssetHistory.Hours)!;

        Assert.Equal([1d, 2, double.NaN, 4, double.NaN], hours[..5]);
    }

    [Fact]
    public void Revisions_take_effect_when_they_are_published_and_of_equal_ones_the_later_line_counts()
    {
        files.Write("hourly.csv", "asset_id,timestamp,close", "btc,2024-01-01T00:00:00Z,1");
        files.Write(
            "revisions.csv", "asset_id,date,field,value,published_at",
            "btc,2024-01-01,close,11.7,2024-01-02T12:00:00Z", "btc,2024-01-01,close,11.5,2024-01-02T12:00:00Z",
            "btc,2024-01-02,market_cap,,2024-01-03T00:45:00Z", "btc,2024-01-01T00:00:00Z,hourly_close,1.5,2024-01-03T00:00:00Z");

        var asset = Assert.Single(files.Read().Panel.Assets);
        var view = new AssetView(asset);
        view.MoveTo(FilesOfATest.Day("2024-01-01"));
        var before = (view.Of(Field.Close)![0], view.Hours![0]);
        view.MoveTo(FilesOfATest.Day("2024-01-02"));

        Assert.Equal((11d, 1d), before);
        Assert.Equal((11.5, 1.5), (view.Of(Field.Close)![0], view.Hours![0]));
        Assert.Equal((double.NaN, 5000d), (view.Of(Field.MarketCap)![1], view.Of(Field.MarketCap)![0]));
    }

    [Theory]
    [InlineData("2024-01-02T01:00:00.0000000Z", 11.7)]
    [InlineData("2024-01-02T01:00:00.00000000000Z", 11.7)]
    [InlineData("2024-01-02T01:00:00.00000001Z", 11)]
    [InlineData("2024-01-02T01:00:00.0000001Z", 11)]
    public void What_is_published_the_least_bit_after_a_decision_is_not_seen_by_it(string published, double close)
    {
        files.Write("revisions.csv", "asset_id,date,field,value,published_at", $"btc,2024-01-01,close,11.7,{published}");

        var view = new AssetView(Assert.Single(files.Read().Panel.Assets));
        view.MoveTo(FilesOfATest.Day("2024-01-01"));

        Assert.Equal(close, view.Of(Field.Close)![0]);
    }

    [Fact]
    public void Assets_that_no_row_comes_of_are_named()
    {
        files.Write("hourly.csv", "asset_id,timestamp,close", "btc,2024-01-01T00:00:00Z,1", "bct,2024-01-01T00:00:00Z,1");
        files.Write("revisions.csv", "asset_id,date,field,value,published_at", "bitcoin,2024-01-01,tvl,5,2024-01-02T12:00:00Z", "eth,2024-01-01,close,5,2024-01-02T12:00:00Z");

        Assert.Equal(["2 assets have values but no price, and so no row: bct, bitcoin"], files.Read().Notes);
    }

    public void Dispose() => files.Dispose();

    private static (double Close, double High, double Low, double Open, double Volume, double Cap, double Tvl) Of(AssetHistory asset) =>
        (Of(asset, Field.Close), Of(asset, Field.High), Of(asset, Field.Low), Of(asset, Field.Open), Of(asset, Field.Volume), Of(asset, Field.MarketCap), Of(asset, Field.Tvl));

    private static double Of(AssetHistory asset, Field field) => FilesOfATest.Value(asset, field, "2024-01-01");
}
