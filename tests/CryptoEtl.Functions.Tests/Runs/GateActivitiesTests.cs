using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.Functions.Tests.Runs;

/// <summary>Judging and reading behind the gate, on a real lake in a folder.</summary>
public sealed class GateActivitiesTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2018, 2, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BatchId Batch = new("live", Noon);
    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-gate-").FullName;
    private readonly Lake lake;

    public GateActivitiesTests() => lake = new Lake(new FolderStorage(folder), new StoppedClock(Noon));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Without_a_verdict_nothing_is_read()
    {
        await CommitBronzeAsync(protocols: 10, broken: 0);
        var refused = await Assert.ThrowsAsync<GateHaltedException>(() => ReadAsync(maxLoss: 0.05));
        Assert.Contains("has no verdict", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_passing_verdict_only_the_good_rows_are_read()
    {
        await CommitBronzeAsync(protocols: 10, broken: 1);
        await JudgeAsync(maxLoss: 0.2);
        Assert.Equal(9, (await ReadAsync(maxLoss: 0.2)).RowCount);
    }

    [Fact]
    public async Task A_refused_batch_is_not_read_until_another_contract_passes_it()
    {
        await CommitBronzeAsync(protocols: 10, broken: 1);
        await JudgeAsync(maxLoss: 0.05);
        var refused = await Assert.ThrowsAsync<GateHaltedException>(() => ReadAsync(maxLoss: 0.05));
        Assert.Contains("LO101", refused.Message, StringComparison.Ordinal);

        await JudgeAsync(maxLoss: 0.2);
        Assert.Equal(9, (await ReadAsync(maxLoss: 0.2)).RowCount);
        Assert.Equal(2, (await lake.Table(GateTables.Verdict).ReadAsync(Batch)).RowCount);
    }

    [Fact]
    public async Task A_verdict_under_another_contract_does_not_count()
    {
        await CommitBronzeAsync(protocols: 10, broken: 0);
        await JudgeAsync(maxLoss: 0.2);
        await Assert.ThrowsAsync<GateHaltedException>(() => ReadAsync(maxLoss: 0.3));
    }

    [Fact]
    public async Task Judging_twice_leaves_the_same_records()
    {
        await CommitBronzeAsync(protocols: 10, broken: 1);
        var first = await JudgeAsync(maxLoss: 0.2);
        var second = await JudgeAsync(maxLoss: 0.2);

        Assert.Equal(first.VerdictPart, second.VerdictPart);
        Assert.Equal(first.QuarantinePart, second.QuarantinePart);
        Assert.Equal(1, (await lake.Table(GateTables.Verdict).ReadAsync(Batch)).RowCount);
    }

    private async Task CommitBronzeAsync(int protocols, int broken)
    {
        var rows = new BatchBuilder(LiveTables.BronzeOnchain);
        for (var row = 0; row < protocols; row++)
        {
            rows.Text("protocol_id", $"{row}").Text("name", row < broken ? null : $"p{row}")
                .Origin(new RowOrigin(Batch, Noon, "ab"), Noon, TimeSpan.Zero).EndRow();
        }

        var table = lake.Table(LiveTables.BronzeOnchain);
        await table.CommitAsync(Batch, [await table.StageAsync(Batch, "p", rows.Build())]);
    }

    private async Task<Judged> JudgeAsync(double maxLoss)
    {
        var settings = EtlSettings.From(new ConfigurationBuilder().Build()) with { Thresholds = new GateThresholds(maxLoss) };
        var judged = await new JudgeTable(lake, settings).RunAsync(new JudgeRequest(Batch, LiveTables.BronzeOnchain.FullName, Noon), default);
        await new CommitBatch(lake).RunAsync(
            new CommitRequest(Batch, GateTables.Verdict.FullName, [judged.VerdictPart], $"{Batch.Id}.{judged.Verdict.ContractSha256[..8]}"), default);
        return judged;
    }

    private Task<Batch> ReadAsync(double maxLoss) =>
        GatedReader.ReadAsync(lake, LiveTables.BronzeOnchain, Batch, new GateThresholds(maxLoss), Noon, default);
}
