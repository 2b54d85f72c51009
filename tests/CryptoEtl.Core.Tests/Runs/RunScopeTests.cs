using CryptoEtl.Core.Runs;

namespace CryptoEtl.Core.Tests.Runs;

public sealed class RunScopeTests
{
    private static readonly DateOnly Day = new(2024, 3, 1);

    private static readonly RunScope[] Different =
    [
        new RunScope(From: Day), new RunScope(To: Day), new RunScope(Assets: ["a"]), new RunScope(Assets: ["b"]), new RunScope(Assets: ["a", "b"]),
        new RunScope(Hours: true), new RunScope(Refresh: true), new RunScope(Hours: true, Refresh: true), new RunScope(From: Day, To: Day),
    ];

    [Fact]
    public void Every_part_has_a_name_of_its_own()
    {
        Assert.All(Different, part => Assert.Matches("^[0-9a-f]{8}$", part.Id));
        Assert.Equal(Different.Length, Different.Select(part => part.Id).Distinct().Count());
    }

    [Fact]
    public void The_whole_has_none() => Assert.Null(new RunScope().Id);

    [Fact]
    public void The_order_of_assets_names_the_same_part() => Assert.Equal(new RunScope(Assets: ["a", "b"]).Id, new RunScope(Assets: ["b", "a"]).Id);

    [Fact]
    public void A_part_that_ends_before_it_begins_or_has_no_asset_is_refused()
    {
        Assert.Contains("--from 2024-03-01 is after --to 2024-02-29", Assert.Throws<BadInputException>(() => new RunScope(Day, Day.AddDays(-1)).Checked()).Message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => new RunScope(Assets: []).Checked());
        Assert.NotNull(new RunScope(Day, Day, ["a"]).Checked());
    }

    [Theory]
    [InlineData(null, "historical~r2-20240301T000000Z", "historical~r3-20240301T000000Z")]
    [InlineData("1a2b3c4d", "historical~1a2b3c4dr2-20240301T000000Z", "historical~1a2b3c4dr3-20240301T000000Z")]
    public void Attempts_of_a_slot_are_numbered_and_can_be_read_back(string? scope, string second, string third)
    {
        var batch = new BatchId("historical", new DateTimeOffset(Day, TimeOnly.MinValue, TimeSpan.Zero)) { Scope = scope };

        Assert.Equal((second, third), (batch.Attempt(2).Id, batch.Attempt(2).Attempt(3).Id));
        Assert.Equal(batch.Attempt(2), BatchId.TryParse(second));
    }
}
