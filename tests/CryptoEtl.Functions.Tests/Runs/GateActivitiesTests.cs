using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Maintenance;
using CryptoEtl.Data.QualityGate;
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
        var refused = await Assert.ThrowsAsync<GateHaltedException>(ReadAsync);
        Assert.Contains("has no verdict", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_passing_verdict_only_the_good_rows_are_read()
    {
        await CommitBronzeAsync(protocols: 10, broken: 1);
        await JudgeAsync(maxLoss: 0.2);
        Assert.Equal(9, (await ReadAsync()).RowCount);
    }

    [Fact]
    public async Task A_refused_batch_is_not_read_until_another_contract_passes_it()
    {
        await CommitBronzeAsync(protocols: 10, broken: 1);
        await JudgeAsync(maxLoss: 0.05);
        var refused = await Assert.ThrowsAsync<GateHaltedException>(ReadAsync);
        Assert.Contains("LO101", refused.Message, StringComparison.Ordinal);

        await JudgeAsync(maxLoss: 0.2);
        Assert.Equal(9, (await ReadAsync()).RowCount);
        Assert.Equal(2, (await lake.Table(GateTables.Verdict).ReadAsync(Batch)).RowCount);
    }

    [Fact]
    public async Task A_batch_that_passed_is_refused_again_when_a_stricter_contract_refuses_it()
    {
        await CommitBronzeAsync(protocols: 10, broken: 1);
        await JudgeAsync(maxLoss: 0.2);
        await JudgeAsync(maxLoss: 0.05);
        await Assert.ThrowsAsync<GateHaltedException>(ReadAsync);
    }

    [Fact]
    public async Task Of_equal_rows_the_first_is_read_also_when_compaction_has_moved_them()
    {
        await CommitBronzeAsync(protocols: 10, broken: 0, repeated: 2);
        await JudgeAsync(maxLoss: 0.2);
        Assert.Equal(10, (await ReadAsync()).RowCount);

        await foreach (var _ in new Compaction(lake.Table(LiveTables.BronzeOnchain), new StoppedClock(Noon)).RunAsync(Compaction.DefaultTargetBytes, null, false, default)) { }
        Assert.Equal(Enumerable.Range(0, 10).Select(row => $"{row}"), (await ReadAsync()).Texts("protocol_id").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refused_batch_is_read_while_a_person_vouches_for_it()
    {
        await CommitBronzeAsync(protocols: 10, broken: 1);
        await JudgeAsync(maxLoss: 0.05);
        await new OverrideBook(lake).AddAsync(new(LiveTables.BronzeOnchain.FullName, Batch.Id, "one dead protocol", "ada", Noon.AddHours(1)), Noon);
        Assert.Equal(9, (await ReadAsync()).RowCount);

        var later = new Lake(new FolderStorage(folder), new StoppedClock(Noon.AddHours(1)));
        await Assert.ThrowsAsync<GateHaltedException>(() => new GatedReader(later).ReadAsync(LiveTables.BronzeOnchain, Batch));
    }

    [Fact]
    public async Task Judging_twice_leaves_the_same_records()
    {
        await CommitBronzeAsync(protocols: 10, broken: 1);
        var first = await JudgeAsync(maxLoss: 0.2);
        var second = await JudgeAsync(maxLoss: 0.2);

        Assert.False(first.IsRecorded);
        Assert.True(second.IsRecorded);
        Assert.Null(second.Quarantine);
        Assert.Equal(first.Verdict.RowsQuarantined, second.Verdict.RowsQuarantined);
        Assert.Equal(1, (await lake.Table(GateTables.Verdict).ReadAsync(Batch)).RowCount);
    }

    private async Task CommitBronzeAsync(int protocols, int broken, int repeated = 0)
    {
        var rows = new BatchBuilder(LiveTables.BronzeOnchain);
        for (var at = 0; at < protocols + repeated; at++)
        {
            var row = at % protocols;
            rows.Text("protocol_id", $"{row}").Text("name", row < broken ? null : $"p{row}")
                .Origin(new RowOrigin(Batch, Noon, "ab"), Noon, TimeSpan.Zero).EndRow();
        }

        var table = lake.Table(LiveTables.BronzeOnchain);
        await table.CommitAsync(Batch, [await table.StageAsync(Batch, "p", rows.Build())]);
    }

    private async Task<Judged> JudgeAsync(double maxLoss)
    {
        var settings = EtlSettings.From(new ConfigurationBuilder().Build()) with { Thresholds = new GateThresholds(maxLoss) };
        var judged = await new JudgeTable(lake, settings, new(lake)).RunAsync(new JudgeRequest(Batch, LiveTables.BronzeOnchain.FullName, Noon), default);
        if (judged.Quarantine is { } held)
            await new CommitBatch(lake).RunAsync(new CommitRequest(Batch, GateTables.Quarantine.FullName, [held], $"{Batch.Id}.{judged.Verdict.ContractSha256[..8]}"), default);
        if (!judged.IsRecorded)
            await new VerdictLedger(lake, new(null)).AppendAsync(Batch, Noon, [judged.Verdict], $"{Batch.Id}.{judged.Verdict.ContractSha256[..8]}");
        return judged;
    }

    private Task<Batch> ReadAsync() => new GatedReader(lake).ReadAsync(LiveTables.BronzeOnchain, Batch);
}
