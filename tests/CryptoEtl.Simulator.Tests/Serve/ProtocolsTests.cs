using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

public sealed class ProtocolsTests
{
    [Fact]
    public async Task Rows_are_what_was_known_then()
    {
        using var tape = new SmallTape();
        await using var second = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-02T12:00"));
        await using var third = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-03T12:00"));

        var row = Assert.Single((await second.JsonAsync("/protocols")).AsArray())!;
        var rows = (await third.JsonAsync("/protocols")).AsArray();

        Assert.Equal(("lender", "1", "alpha"), ((string)row["slug"]!, (string)row["id"]!, (string)row["gecko_id"]!));
        Assert.InRange((double)row["tvl"]!, 1100 * 0.999, 1100 * 1.001);
        Assert.InRange((double)row["change_1d"]!, 9.8, 10.2);
        Assert.InRange((double)row["chainTvls"]!["Ethereum"]!, 700 * 0.999, 700 * 1.001);
        Assert.InRange((double)row["mcap"]!, 105_000, 130_000);
        Assert.Equal(1709251200, (long)row["listedAt"]!);
        Assert.Equal(["lender", "lender-v2"], rows.Select(item => (string)item!["slug"]!));
        Assert.Equal(("parent#lender", "lender"), ((string)rows[1]!["parentProtocol"]!, (string)rows[1]!["parentProtocolSlug"]!));
        Assert.Null(rows[1]!["gecko_id"]);
    }

    [Theory]
    [InlineData("2024-03-02T00:59", 1000.0), InlineData("2024-03-02T01:00", 1100.0)]
    public async Task A_daily_snapshot_is_out_an_hour_into_its_day(string now, double expected)
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At(now));

        var tvl = (double)(await simulated.JsonAsync("/protocols"))[0]!["tvl"]!;

        Assert.InRange(tvl, expected * 0.999, expected * 1.001);
    }

    [Fact]
    public async Task A_reading_without_a_figure_is_null_and_an_ended_series_stands_still()
    {
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(tape.Path, Moments.At("2024-03-05T12:00"));

        var rows = (await simulated.JsonAsync("/protocols")).AsArray().ToDictionary(row => (string)row!["slug"]!);

        Assert.Null(rows["lender"]!["tvl"]);
        Assert.Equal(50, (double)rows["lender-v2"]!["tvl"]!);
    }

    [Fact]
    public async Task Pro_gives_the_same_as_free()
    {
        var simulated = await MadeTape.AtNoonAsync();

        Assert.Equal(await simulated.GetAsync("/protocols"), await simulated.GetAsync("/sim-key/api/protocols"));
    }

    [Fact]
    public async Task The_largest_come_first_and_most_children_have_no_token()
    {
        var simulated = await MadeTape.AtNoonAsync();

        var rows = (await simulated.JsonAsync("/protocols")).AsArray();
        var values = rows.Select(row => (double?)row!["tvl"] ?? -1).ToArray();
        var children = rows.Where(row => row!["parentProtocol"] is not null).ToArray();

        Assert.Equal(values.OrderDescending(), values);
        Assert.Equal("CEX", (string)rows[0]!["category"]!);
        Assert.NotEmpty(children);
        Assert.All(children, row => Assert.Null(row!["gecko_id"]));
        Assert.Contains(rows, row => row!["gecko_id"] is not null);
    }
}
