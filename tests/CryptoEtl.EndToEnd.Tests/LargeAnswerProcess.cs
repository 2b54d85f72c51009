using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>
/// This assembly as a process of its own, wired as the product is: fetches DefiLlama's list, then one protocol, twice, and prints
/// "length of the answer, peak memory before it, peak memory after it".
/// </summary>
internal static class LargeAnswerProcess
{
    public static async Task<int> Main(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ETL_UPSTREAM"] = args[0], ["ETL_LAKE"] = args[1], ["ETL_NOW"] = SyntheticMarket.Now,
        }).Build();
        await using var services = new ServiceCollection().AddLogging().AddCryptoEtl(configuration).BuildServiceProvider();
        var (client, lake) = (services.GetRequiredService<SourceDirectory>()[SourceNames.DefiLlama], services.GetRequiredService<Lake>());
        var batch = new BatchId("live", DateTimeOffset.Parse(SyntheticMarket.Now, System.Globalization.CultureInfo.InvariantCulture));

        await client.FetchAsync(new(new("protocols", Endpoints.Protocols, "protocols"), batch), lake.Raw);
        var before = PeakMemory();
        var request = new PlannedRequest("protocol", Endpoints.Protocol, $"protocol/{args[2]}");
        await client.FetchAsync(new(request, batch), lake.Raw);
        var answer = await client.FetchAsync(new(request, batch), lake.Raw);
        Console.WriteLine($"{answer.Bytes},{before},{PeakMemory()},{answer.Came}");
        return 0;
    }

    /// <summary>VmHWM: the most physical memory the process has ever had, in bytes.</summary>
    private static long PeakMemory() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture);
}
