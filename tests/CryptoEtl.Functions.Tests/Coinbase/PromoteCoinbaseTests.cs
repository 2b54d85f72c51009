using CryptoEtl.Core;
using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.Coinbase;
using CryptoEtl.Functions.Runs;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.Functions.Tests.Coinbase;

/// <summary>Listing states carried from day to day, on a real lake in a folder.</summary>
public sealed class PromoteCoinbaseTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-coinbase-").FullName;
    private readonly EtlSettings settings = EtlSettings.From(new ConfigurationBuilder().Build()) with { Thresholds = new GateThresholds(MaxLoss: 0.5) };
    private readonly Lake lake;

    public PromoteCoinbaseTests() => lake = new Lake(new FolderStorage(folder), new StoppedClock(Day(9)));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task States_are_remembered_over_days_and_a_missed_day_becomes_a_known_gap()
    {
        await RunAsync(1, ("A-USD", "online"), ("B-USD", "online"));
        await RunAsync(2, ("A-USD", "online"), ("B-USD", "delisted"));
        await RunAsync(5, ("A-USD", "offline"), ("B-USD", "delisted"));

        var states = await lake.Table(CoinbaseTables.State).ReadAsync(Slot(5));
        Assert.Equal(
            [("A-USD", "online", 1, 2), ("A-USD", "offline", 5, 5), ("B-USD", "online", 1, 1), ("B-USD", "delisted", 2, 5)],
            Enumerable.Range(0, states.RowCount).Select(row => (
                states.Texts("product_id")[row]!, states.Texts("state")[row]!, states.Instants("first_seen")[row]!.Value.Day, states.Instants("last_seen")[row]!.Value.Day)));
        Assert.Equal(2, states.Integers("days_unseen")[1]);

        var gaps = await lake.Table(GateTables.Gap).ReadAsync(Slot(5));
        Assert.Equal([3, 4], gaps.Instants("missed_on").Select(day => day!.Value.Day));
        Assert.Equal(0, (await lake.Table(GateTables.Gap).ReadAsync(Slot(2))).RowCount);
    }

    [Fact]
    public async Task A_product_that_the_gate_held_back_does_not_count_as_gone()
    {
        await RunAsync(1, ("A-USD", "online"), ("B-USD", "online"), ("C-USD", "online"));
        await RunAsync(2, ("A-USD", "online"), ("B-USD", "a strange word"));

        var states = await lake.Table(CoinbaseTables.State).ReadAsync(Slot(2));
        Assert.Equal(["online", "online", "online", "absent"], states.Texts("state"));
        Assert.Equal(["A-USD", "B-USD", "C-USD", "C-USD"], states.Texts("product_id"));
        Assert.Equal(1, states.Instants("last_seen")[1]!.Value.Day);
    }

    [Fact]
    public async Task The_same_day_twice_is_once()
    {
        var first = await RunAsync(1, ("A-USD", "online"));
        var second = await RunAsync(1, ("A-USD", "online"));
        Assert.Equal(first.Parts, second.Parts);
        Assert.Equal(1, (await lake.Table(CoinbaseTables.State).ReadAsync(Slot(1))).RowCount);
    }

    private async Task<Promoted> RunAsync(int day, params (string Id, string Status)[] products)
    {
        var rows = new BatchBuilder(CoinbaseTables.Product);
        foreach (var (id, status) in products)
        {
            rows.Text("product_id", id).Text("base_currency", id[..1]).Text("quote_currency", "USD").Text("status", status)
                .Origin(new(Slot(day), Day(day), "ab"), Day(day), TimeSpan.Zero).EndRow();
        }

        foreach (var bronze in new[] { rows.Build(), new BatchBuilder(CoinbaseTables.Ticker).Build() })
            await PassAsync(Slot(day), day, bronze);
        var promoted = await new PromoteCoinbase(lake).RunAsync(new(Slot(day), Day(day)), default);
        foreach (var part in promoted.Parts)
            await lake.Table(Tables.Named(part.Table)).CommitAsync(Slot(day), [part.Part]);
        return promoted;
    }

    private async Task PassAsync(BatchId batch, int day, Batch bronze)
    {
        var table = lake.Table(bronze.Table);
        await table.CommitAsync(batch, [await table.StageAsync(batch, "p", bronze)]);
        var judged = await new JudgeTable(lake, settings, new(lake)).RunAsync(new(batch, bronze.Table.FullName, Day(day)), default);
        if (judged.Quarantine is { } held)
            await lake.Table(GateTables.Quarantine).CommitAsync(batch, [held], $"{batch.Id}.{bronze.Table.Name}");
        await new VerdictLedger(lake, new(null)).AppendAsync(batch, Day(day), [judged.Verdict], $"{batch.Id}.{bronze.Table.Name}");
    }

    private static BatchId Slot(int day) => new("coinbase", Day(day).AddHours(-12));

    private static DateTimeOffset Day(int day) => new(2026, 6, day, 12, 0, 0, TimeSpan.Zero);
}
