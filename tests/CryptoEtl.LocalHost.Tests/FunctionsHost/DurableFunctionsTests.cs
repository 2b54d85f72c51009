namespace CryptoEtl.LocalHost.Tests.FunctionsHost;

public sealed class DurableFunctionsTests
{
    [Fact]
    public async Task Orchestrators_and_activities_of_every_shape_run_together()
    {
        await using var app = await LocalApp.StartAsync([typeof(PagesOrchestrator), typeof(PageActivities)]);

        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("pages", new { coin = "btc", PAGES = 3 });
        var end = await app.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);

        Assert.Equal("btc0,btc1,btc23", end.ReadOutputAs<string>());
        Assert.Equal("Pages", end.ReadCustomStatusAs<string>());
        Assert.Equal(["FetchPage btc 0", "FetchPage btc 1", "FetchPage btc 2", "closed btc"], app.Journal.Lines.Where(line => line != "disposed").Order());
        Assert.Equal(5, app.Journal.Lines.Count(line => line == "disposed"));
    }

    [Fact]
    public async Task Payloads_are_written_in_Pascal_case()
    {
        await using var app = await LocalApp.StartAsync([typeof(PagesOrchestrator), typeof(PageActivities)]);

        var id = await app.Client.ScheduleNewOrchestrationInstanceAsync("Pages", new Order("eth", 1));

        Assert.Equal("""{"Coin":"eth","Pages":1}""", (await app.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true)).SerializedInput);
    }
}
