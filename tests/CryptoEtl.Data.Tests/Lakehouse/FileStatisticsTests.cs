using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>Bounds of a file: what they rule out, and what they must not.</summary>
public sealed class FileStatisticsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"minValues\":7}")]
    [InlineData("{\"minValues\":{\"a\":null},\"maxValues\":{\"a\":true}}")]
    public void Unknown_statistics_rule_nothing_out(string? stats)
    {
        var has = Of(stats);
        Assert.Null(has.NumRecords);
        Assert.Null(has.NullCount("a"));
        Assert.True(has.MayHold("a", "text"));
        Assert.True(has.MayHold("a", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void Bounds_of_every_type_are_read()
    {
        var has = Of("""
            {"numRecords":3,"nullCount":{"t":1},
             "minValues":{"t":"a","n":-1.5,"d":"2018-02-01","i":"2018-02-01T12:00:00.000Z"},
             "maxValues":{"t":"b","n":9007199254740993,"d":"2018-02-02","i":"2018-02-01T12:00:00.001Z"}}
            """);
        Assert.Equal((3L, 1L, "a", "b"), (has.NumRecords, has.NullCount("t"), has.MinText("t"), has.MaxText("t")));
        Assert.Equal((-1.5, 9007199254740992.0), (has.MinNumber("n"), has.MaxNumber("n")));
        Assert.Equal((new DateOnly(2018, 2, 1), new DateOnly(2018, 2, 2)), (has.MinDay("d"), has.MaxDay("d")));
        Assert.Equal(new DateTimeOffset(2018, 2, 1, 12, 0, 0, TimeSpan.Zero), has.MinInstant("i"));
    }

    [Fact]
    public void A_maximum_cut_off_at_the_millisecond_still_holds_the_rest_of_it()
    {
        var has = Of("""{"minValues":{"i":"2018-02-01T12:00:00.000Z"},"maxValues":{"i":"2018-02-01T12:00:00.000Z"}}""");
        var noon = new DateTimeOffset(2018, 2, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.True(has.MayHold("i", noon.AddMicroseconds(999), noon.AddHours(1)));
        Assert.False(has.MayHold("i", noon.AddMilliseconds(1), noon.AddHours(1)));
        Assert.False(has.MayHold("i", noon.AddHours(-1), noon.AddMicroseconds(-1)));
    }

    /// <summary>In .NET's order a surrogate comes before U+FF61, in UTF-8 after it.</summary>
    [Fact]
    public void Text_is_compared_in_the_order_of_its_bytes()
    {
        var has = Of("{\"minValues\":{\"t\":\"b\"},\"maxValues\":{\"t\":\"x\U0010FFFF\"}}");
        Assert.True(has.MayHold("t", "x\uFF61"));
        Assert.True(has.MayHold("t", "x\U0001F600"));
        Assert.False(has.MayHold("t", "y"));
        Assert.False(has.MayHold("t", "a"));
    }

    private static FileStatistics Of(string? stats) => FileStatistics.Of(new DeltaAdd("f", new Dictionary<string, string?>(), 1, 1, true, stats));
}
