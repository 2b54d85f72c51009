using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Bias;
using CryptoEtl.Core.Universe.Identity;
using CryptoEtl.Core.Universe.Membership;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.LocalHost.Commands;

namespace CryptoEtl.LocalHost.Tests.Commands;

/// <summary>The commands over a small lake in a folder: two coins that live, one that dies, two that share a ticker.</summary>
public sealed class UniverseCommandTests : IAsyncLifetime, IDisposable
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly RowOrigin Origin = new(new BatchId("universe", new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)), new(2026, 2, 1, 1, 0, 0, TimeSpan.Zero), null);

    private readonly string folder = Directory.CreateTempSubdirectory("universe-").FullName;
    private readonly StringWriter output = new();

    private UniverseLake Lake => LakeIn(folder);

    public async Task InitializeAsync()
    {
        var lake = new Lake(new FolderStorage(folder), TimeProvider.System);
        var (chart, listing, history) = (Chart(), Listing(), new CapHistory());
        history.Add(chart);
        var universe = UniverseMembership.Build(new(), history, new(), new(First, First.AddDays(19), null, true), Origin).Single();
        foreach (var rows in (Batch[])[chart, listing, universe, IdentityHistory.Build([listing], [], Origin)])
        {
            var table = lake.Table(rows.Table);
            await table.CommitAsync(Origin.Batch, [await table.StageAsync(Origin.Batch, "rows", rows)]);
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    public void Dispose() => output.Dispose();

    [Fact]
    public async Task Show_lists_a_day_by_rank_with_what_left()
    {
        Assert.Equal(ExitCodes.Done, await UniverseShow.RunAsync(Lake, First.AddDays(13), 10, output, default));
        Assert.Equal(["large stays rank", "small stays rank", "dies left cap_stale"],
            Lines().Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(words => $"{words[2]} {words[^2]} {words[^1]}"));
    }

    [Fact]
    public async Task A_day_the_universe_lacks_is_refused() =>
        await Assert.ThrowsAsync<BadInputException>(() => UniverseShow.RunAsync(Lake, First.AddDays(-1), 10, output, default));

    [Fact]
    public async Task Who_names_the_one_asset_and_refuses_where_there_are_two()
    {
        Assert.Equal(ExitCodes.Done, await Who("LRG"));
        Assert.StartsWith("large", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, await Who("twin"));
        Assert.Contains("ambiguous: symbol 'twin' at 2026-03-01", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, await Who("nobody"));
        Assert.Contains("unknown: symbol 'nobody'", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bias_prints_a_table_and_draws_a_picture()
    {
        var picture = Path.Combine(folder, "bias.svg");
        Assert.Equal(ExitCodes.Done, await UniverseBias.RunAsync(Lake, new(First, First.AddDays(19), Rebalancing.Month, picture), output, default));
        Assert.Contains("a year", output.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(picture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_counts_by_year_and_writes_every_miss()
    {
        var (list, misses) = (Path.Combine(folder, "list.csv"), Path.Combine(folder, "misses.csv"));
        await File.WriteAllTextAsync(list, "snapshot_date,rank,name\n2026-01-05,1,Large\n2026-01-05,2,Nobody\n2026-01-05,3,Small\n");
        Assert.Equal(ExitCodes.Done, await UniverseCompare.RunAsync(Lake, [list], 0, misses, output, default));
        Assert.Contains("2026            3        2        2   100.0%", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["list.csv,2026-01-05,2,,Nobody,,,,,not in the lake,not in the lake", "list.csv,2026-01-05,3,2,Small,,,small,3,,rank differs: ours is 3"],
            (await File.ReadAllLinesAsync(misses)).Skip(1));
    }

    [Fact]
    public async Task A_lake_without_a_universe_is_refused() => Assert.Contains("etl run universe", (await Assert.ThrowsAsync<BadInputException>(
        () => UniverseShow.RunAsync(LakeIn(Path.Combine(folder, "nowhere")), First, 10, output, default))).Message, StringComparison.Ordinal);

    private static UniverseLake LakeIn(string folder) => new(new Lake(new FolderStorage(folder), TimeProvider.System));

    private Task<int> Who(string symbol) =>
        UniverseWho.RunAsync(Lake, new("symbol", symbol, new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)), new(), output, default);

    private IEnumerable<string> Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Batch Chart()
    {
        var rows = new BatchBuilder(HistoricalTables.Chart);
        foreach (var (asset, cap, days) in new[] { ("large", 30.0, 20), ("dies", 20.0, 10), ("small", 10.0, 20) })
        {
            for (var day = First; day < First.AddDays(days); day = day.AddDays(1))
            {
                rows.Text("asset_id", asset).Text("grain", "day").Day("day", day).Number("price_usd", cap).Number("market_cap_usd", cap).Number("volume_24h_usd", 1)
                    .Origin(Origin, UniverseRules.EndOf(day), PublicationLags.MarketChartRange).EndRow();
            }
        }

        return rows.Build();
    }

    private static Batch Listing()
    {
        var rows = new BatchBuilder(UniverseTables.Listing);
        foreach (var (asset, symbol, name) in new[] { ("large", "lrg", "Large"), ("dies", "die", "Dies"), ("small", "sml", "Small"), ("twin-a", "twin", "A"), ("twin-b", "twin", "B") })
            rows.Text("asset_id", asset).Text("symbol", symbol).Text("name", name).Text("status", "active").Origin(Origin, Origin.ObservedAt, TimeSpan.Zero).EndRow();
        return rows.Build();
    }
}
