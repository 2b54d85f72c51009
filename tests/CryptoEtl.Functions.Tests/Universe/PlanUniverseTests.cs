using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;
using CryptoEtl.Core.Universe;
using CryptoEtl.Functions.Series;
using CryptoEtl.Functions.Tests.Series;
using CryptoEtl.Functions.Universe;
using static CryptoEtl.Functions.Tests.Series.RecordedLake;

namespace CryptoEtl.Functions.Tests.Universe;

/// <summary>What the lists of a day say that those before did not.</summary>
public sealed class PlanUniverseTests : IDisposable
{
    private readonly RecordedLake lake = new();

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task The_first_lists_are_appended_and_every_chart_is_asked_for()
    {
        var work = await RunAsync(1, Coins("a", "b"), Coins("c"));

        Assert.Equal((3, 3), (work.Assets, work.Requests[Endpoints.MarketChartRange]));
        Assert.Equal([("a", "active"), ("b", "active"), ("c", "inactive")], await ListingAsync(1));
    }

    [Fact]
    public async Task A_coin_that_went_inactive_is_restated_and_one_on_no_list_withdrawn()
    {
        await RunAsync(1, Coins("a", "b", "c"), Coins());
        var work = await RunAsync(2, Coins("a"), Coins("b"));

        Assert.Equal((1, 1), (work.Parts[0].Rows.Counts.Restated, work.Parts[0].Rows.Counts.Withdrawn));
        Assert.Equal([("b", "inactive"), ("c", null)], await ListingAsync(2));
    }

    [Fact]
    public async Task Where_the_inactive_list_is_refused_the_dead_stay_as_they_were()
    {
        await RunAsync(1, Coins("a", "b"), Coins("dead"));
        var work = await RunAsync(2, Coins("a"), inactive: null);

        Assert.Equal([("b", null)], await ListingAsync(2));
        Assert.Equal(1, work.Parts[0].Rows.Counts.Withdrawn);
    }

    [Theory]
    [InlineData(300, 60, false)]
    [InlineData(300, 61, true)]
    [InlineData(60, 50, false)]
    public async Task Lists_that_lost_more_than_a_fifth_of_many_coins_are_not_believed(int known, int lost, bool refused)
    {
        string[] all = [.. Enumerable.Range(0, known).Select(number => $"coin-{number}")];
        await RunAsync(1, Coins(all), Coins());

        var failure = await Record.ExceptionAsync(() => RunAsync(2, Coins(all[lost..]), Coins()));

        Assert.Equal(refused, failure is UpstreamException);
        Assert.Equal(!refused, failure is null);
        if (refused)
            Assert.Contains($"{lost} of {known} coins known before are on no list any more", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_lists_again_are_nothing_new()
    {
        await RunAsync(1, Coins("a", "b"), Coins("c"));
        Assert.Empty((await RunAsync(2, Coins("a", "b"), Coins("c"))).Parts);
    }

    private async Task<SeriesWork> RunAsync(int day, string active, string? inactive)
    {
        var batch = BatchOf("universe", day);
        var answers = new List<(PlannedRequest Request, string Body)> { (UniversePlan.Active, active), (UniversePlan.Newest, "[]"), (UniversePlan.Stablecoins, """{"peggedAssets":[]}""") };
        if (inactive is not null)
            answers.Add((UniversePlan.Inactive, inactive));
        foreach (var (request, body) in answers)
            await lake.RecordAsync(batch, request, body);
        var work = await new PlanUniverse(lake.Lake, lake.Settings).RunAsync(new(batch, batch.Slot, RunScope.Whole, [.. answers.Select(answer => answer.Request)]), default);
        foreach (var part in work.Parts)
            await lake.CommitAsync(batch, part.Rows.Table, part.Rows.Part);
        return work;
    }

    private static string Coins(params string[] ids) => JsonSerializer.Serialize(ids.Select(id => new { id, symbol = id, name = id, platforms = new { } }));

    private async Task<IEnumerable<(string, string?)>> ListingAsync(int day)
    {
        var rows = await lake.ReadAsync(UniverseTables.Listing, BatchOf("universe", day));
        return rows.Texts("asset_id").Select(asset => asset!).Zip(rows.Texts("status")).Order();
    }
}
