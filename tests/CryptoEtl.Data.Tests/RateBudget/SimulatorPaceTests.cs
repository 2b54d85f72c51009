using CryptoEtl.Azurite;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Stores;
using CryptoEtl.Simulator.Make;
using CryptoEtl.Simulator.Serve;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>Real HTTP against the simulator's limit in real time. The simulator counts; no stopwatch judges.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class SimulatorPaceTests(AzuriteFixture azurite)
{
    private const int PerMinute = 1200;

    [SkippableFact]
    public async Task Two_hosts_that_share_a_key_over_blob_storage_are_never_refused() =>
        await NeverRefusedAsync(240, () => new BlobBudgetStore(azurite.Server.Container("pace")));

    [Fact]
    public async Task Two_hosts_that_share_a_key_over_a_folder_are_never_refused()
    {
        using var folder = new TemporaryFolder();
        await NeverRefusedAsync(100, () => new FolderBudgetStore(folder.Path));
    }

    [Fact]
    public async Task After_a_refusal_all_calls_come_through_and_the_ledgers_agree()
    {
        await using var simulator = await StartAsync(PerMinute, faults: "throttle=3");
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        using var budget = Budgets.Of(TimeProvider.System, new MemoryBudgetStore(), PerMinute);
        // All under way before the first is refused: one event.
        var turns = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => budget.TakeAsync(Budgets.Request()).AsTask()));
        await Task.WhenAll(turns.Select(turn => CallUntilGoodAsync(budget, http, turn)));

        var standing = await budget.StandingAsync(Budgets.Source, "run-1");
        Assert.Equal(3, simulator.Statistics.TooManyRequests);
        Assert.Equal(8, simulator.Statistics.CreditsSpent);
        Assert.Equal((8, 11), (standing.SpentRun, standing.CallsToday));
        Assert.InRange(standing.Factor, 0.5, 0.6);
    }

    private static async Task NeverRefusedAsync(int calls, Func<IBudgetStore> open)
    {
        await using var simulator = await StartAsync(PerMinute, faults: null);
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        using var one = Budgets.Of(TimeProvider.System, open(), PerMinute);
        using var other = Budgets.Of(TimeProvider.System, open(), PerMinute);
        await Task.WhenAll(Enumerable.Range(0, calls).Select(at => CallUntilGoodAsync(at % 2 == 0 ? one : other, http)));

        Assert.Equal(0, simulator.Statistics.TooManyRequests);
        Assert.Equal(calls, simulator.Statistics.CreditsSpent);
        Assert.Equal(calls, (await one.StandingAsync(Budgets.Source, "run-1")).SpentRun);
    }

    private static async Task CallUntilGoodAsync(SharedRateBudget budget, HttpClient http, BudgetTurn? turn = null)
    {
        for (; ; turn = null)
        {
            turn ??= await budget.TakeAsync(Budgets.Request());
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/v3/coins/list");
            request.Headers.Add("x-cg-pro-api-key", "sim-key");
            using var answer = await http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
            {
                await turn.SucceededAsync();
                return;
            }

            await turn.ThrottledAsync(answer.Headers.RetryAfter?.Delta);
        }
    }

    private static async Task<SimulatorServer> StartAsync(int perMinute, string? faults)
    {
        using var folder = new TemporaryFolder();
        TapeMaker.Make(new() { Seed = 3, Assets = 20, Days = 40 }, folder.Path, CancellationToken.None);
        return await SimulatorServer.StartAsync(new()
        {
            TapeDirectory = folder.Path, Now = new(TapeMakeOptions.DefaultEnd, new TimeOnly(12, 0), TimeSpan.Zero), CallsPerMinute = perMinute, Faults = faults,
        }, CancellationToken.None);
    }
}
