using System.Globalization;
using CryptoEtl.Core.Planning;
using CryptoEtl.Simulator.Serve.Faults;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

/// <summary>What clients may ask is served, and what the documentation says of faults is so.</summary>
public sealed class CoverageTests
{
    // Parameters an endpoint cannot do without.
    private static readonly Dictionary<string, string> Needed = new()
    {
        [Endpoints.CoinsMarkets] = "?vs_currency=usd",
        [Endpoints.CoinHistory] = "?date=2026-05-01",
        [Endpoints.MarketChart] = "?vs_currency=usd&days=30",
        [Endpoints.MarketChartRange] = "?vs_currency=usd&from=2026-05-01&to=2026-06-01",
        [Endpoints.ContractChartRange] = "?vs_currency=usd&from=2026-05-01&to=2026-06-01",
        [Endpoints.Ohlc] = "?vs_currency=usd&days=30",
        [Endpoints.OhlcRange] = "?vs_currency=usd&from=2026-05-01&to=2026-06-01&interval=daily",
        [Endpoints.GlobalChart] = "?days=30",
        [Endpoints.SimplePrice] = "?ids=bitcoin&vs_currencies=usd",
    };

    [Fact]
    public async Task Every_endpoint_a_client_knows_is_served_and_counted_under_its_source()
    {
        await using var simulated = await Simulated.StartAsync(MadeTape.Path, MadeTape.Noon);
        var contract = CryptoEtl.Simulator.Tape.MarketTape.Load(MadeTape.Path).Assets.First(asset => asset.OnCoinGecko && asset.Platforms[0].Address.Length > 0).Platforms[0];

        foreach (var endpoint in EndpointCatalogue.All)
        {
            var id = endpoint.Name == Endpoints.DerivativeVenue ? "binance_futures" : endpoint.Name == Endpoints.ContractChartRange ? contract.Platform : "bitcoin";
            var path = endpoint.Path.Replace("{id}", id).Replace("{address}", contract.Address).Replace("{chain}", "Ethereum")
                .Replace("{coins}", "coingecko:bitcoin").Replace("{coin}", "1").Replace("{slug}", endpoint.Name == Endpoints.DexSummary ? await DexAsync(simulated) : "protocol-2");
            simulated.Server.Ledger.Reset();

            var (status, body) = await simulated.GetAsync($"{Base(endpoint)}{path}{Needed.GetValueOrDefault(endpoint.Name)}");

            Assert.True(status == 200, $"{endpoint.Name}: {status} {body}");
            Assert.Equal(endpoint.Source, Assert.Single(simulated.Server.Ledger.Calls).Source);
        }

        Assert.DoesNotContain(simulated.Server.Statistics.RequestsByPath.Keys, pattern => pattern.EndsWith("other", StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_of_faults_is_the_list_of_faults()
    {
        var documented = File.ReadLines(Documentation())
            .SkipWhile(line => line != "## Faults").TakeWhile(line => line != "## Assumptions")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (Name: cells[1].Trim('`'), Number: cells[2], Passes: cells[4] == "yes", Profile: cells[5]));

        Assert.Equal(
            FaultCatalogue.All.Select(fault => (
                fault.Name, fault.Number == 0 ? "" : Text(fault.Number), fault.InAllTransient is not null,
                fault.InAllTransient is { } number ? number == 0 ? "yes" : Text(number) : "")),
            documented);
    }

    private static string Base(EndpointDefinition endpoint) => endpoint.Source switch
    {
        SourceNames.CoinGecko => "/api/v3/",
        SourceNames.LunarCrush => "/api4/public/",
        SourceNames.Coinbase => "/",
        _ when endpoint.Service == "usage" => "/usage/sim-key",
        _ => $"/sim-key/{endpoint.Service}/",
    };

    private static async Task<string> DexAsync(Simulated simulated) => (string)(await simulated.JsonAsync("/overview/dexs"))["protocols"]![0]!["slug"]!;

    private static string Documentation()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "docs", "simulator.md")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "docs", "simulator.md");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
