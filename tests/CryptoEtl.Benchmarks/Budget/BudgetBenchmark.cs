using System.Diagnostics;
using System.Globalization;
using CryptoEtl.Azurite;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Stores;
using CryptoEtl.Simulator.Make;
using CryptoEtl.Simulator.Serve;

namespace CryptoEtl.Benchmarks.Budget;

/// <summary>How much of a minute limit is used: real HTTP requests to the simulator, which counts and refuses in real time.</summary>
public static class BudgetBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (!TryRead(args, out var limit, out var requests))
        {
            await Console.Error.WriteLineAsync("usage: budget [calls per minute (600)] [requests (600)]");
            return 2;
        }

        var tape = Directory.CreateTempSubdirectory("cryptoetl-budget-").FullName;
        try
        {
            TapeMaker.Make(new() { Seed = 3, Assets = 20, Days = 40 }, tape, CancellationToken.None);
            var memory = new MemoryBudgetStore();
            var alone = await MeasureAsync("one host, in memory", tape, limit, requests, [memory]);
            var shared = await MeasureSharedAsync(tape, limit, requests);
            return alone && shared ? 0 : 1;
        }
        finally
        {
            Directory.Delete(tape, recursive: true);
        }
    }

    private static bool TryRead(string[] args, out int limit, out int requests)
    {
        (limit, requests) = (600, 600);
        return args.Length <= 2
            && (args.Length < 1 || int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out limit)) && limit > 0
            && (args.Length < 2 || int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out requests)) && requests > 0;
    }

    private static async Task<bool> MeasureSharedAsync(string tape, int limit, int requests)
    {
        if (!AzuriteServer.IsInstalled)
        {
            Console.WriteLine("Azurite is not installed (npm install --prefix tests --no-package-lock): the two hosts share a folder instead");
            var folder = Path.Combine(tape, "budget");
            return await MeasureAsync("two hosts, folder", tape, limit, requests, [new FolderBudgetStore(folder), new FolderBudgetStore(folder)]);
        }

        await using var azurite = await AzuriteServer.StartAsync();
        return await MeasureAsync(
            "two hosts, Azurite", tape, limit, requests, [new BlobBudgetStore(azurite.Container("hosts")), new BlobBudgetStore(azurite.Container("hosts"))]);
    }

    /// <summary>Every store is a host's own; all requests wait from the beginning, half of them at each host.</summary>
    private static async Task<bool> MeasureAsync(string name, string tape, int limit, int requests, IReadOnlyList<IBudgetStore> stores)
    {
        await using var simulator = await SimulatorServer.StartAsync(new()
        {
            TapeDirectory = tape, Now = new(TapeMakeOptions.DefaultEnd, new TimeOnly(12, 0), TimeSpan.Zero), CallsPerMinute = limit,
        }, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        http.DefaultRequestHeaders.Add("x-cg-pro-api-key", "sim-key");
        SharedRateBudget[] hosts = [.. stores.Select(store => Host(store, limit))];

        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, requests).Select(at => CallAsync(hosts[at % hosts.Length], http)));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var host in hosts)
            host.Dispose();
        return Report(name, limit, requests, seconds, simulator.Statistics);
    }

    private static bool Report(string name, int limit, int requests, double seconds, SimulatorStatistics statistics)
    {
        var allowed = 60.0 * requests / limit;
        Console.WriteLine(FormattableString.Invariant(
            $"{name}: {requests} requests at {limit}/min in {seconds:0.0} s, allowed {allowed:0.0} s, ratio {seconds / allowed:0.000}, 429s: {statistics.TooManyRequests}, good: {statistics.CreditsSpent}"));
        return statistics.TooManyRequests == 0 && seconds <= 1.05 * allowed;
    }

    private static SharedRateBudget Host(IBudgetStore store, int limit) => new(
        store,
        new Dictionary<string, SourceBudget>
        {
            [SourceNames.CoinGecko] = new(new(limit), SpendCaps.None, SpendUnit.Credits, KeyIds.Of(SourceNames.CoinGecko, "sim-key"), "COINGECKO"),
        },
        TimeProvider.System);

    private static async Task CallAsync(SharedRateBudget budget, HttpClient http)
    {
        var turn = await budget.TakeAsync(new(SourceNames.CoinGecko, "historical", "benchmark", IsPerishable: false, Credits: 1));
        using var answer = await http.GetAsync(new Uri("api/v3/coins/list", UriKind.Relative));
        await (answer.IsSuccessStatusCode ? turn.SucceededAsync() : turn.ThrottledAsync(answer.Headers.RetryAfter?.Delta));
    }
}
