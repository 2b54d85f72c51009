using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;

namespace CryptoEtl.Data.Tests.QualityGate;

/// <summary>The chain of verdicts on a real lake in a folder.</summary>
public sealed class VerdictLedgerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2018, 2, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Market = LiveTables.BronzeMarket.FullName;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_verdict_follows_the_one_before_it()
    {
        var ledger = Ledger(Open());
        for (var day = 0; day < 5; day++)
            await AppendAsync(ledger, day, Decision.Pass);

        Assert.Equal((5L, 0), await CheckAsync(ledger));
        Assert.Equal(5, (await Open().Gate.StateAsync()).Head.Sequence);
    }

    [Fact]
    public async Task The_same_verdicts_twice_are_once()
    {
        var ledger = Ledger(Open());
        Assert.False((await AppendAsync(ledger, 1, Decision.Pass)).WasThere);
        Assert.True((await AppendAsync(Ledger(Open()), 1, Decision.Pass)).WasThere);
        Assert.Equal((1L, 0), await CheckAsync(ledger));
    }

    /// <summary>Every writer has a lake of its own, as processes have.</summary>
    [Fact]
    public async Task Writers_at_once_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(day => Task.Run(() => AppendAsync(Ledger(Open()), day, Decision.Pass))));

        Assert.Equal((12L, 0), await CheckAsync(Ledger(Open())));
        Assert.Equal(12, (await Open().Gate.TrendAsync(Market)).Accepted.Count);
    }

    [Theory, InlineData("state.json"), InlineData("trend"), InlineData("")]
    public async Task What_the_verdicts_add_up_to_is_made_anew_when_it_is_lost(string lost)
    {
        for (var day = 0; day < 6; day++)
            await AppendAsync(Ledger(Open()), day, day % 2 == 0 ? Decision.Pass : Decision.Halt);
        var (before, accepted) = (await Open().Gate.StateAsync(), (await Open().Gate.TrendAsync(Market)).Accepted);

        Delete(Path.Combine(folder.Path, "_gate", lost));
        if (lost == "trend")
            Delete(Path.Combine(folder.Path, "_gate", "state.json"));

        var after = await Open().Gate.StateAsync();
        Assert.Equal(before.Head, after.Head);
        Assert.Equal(before.Tables[Market].Batch, after.Tables[Market].Batch);
        Assert.Equal(accepted.Select(batch => batch.BatchId), (await Open().Gate.TrendAsync(Market)).Accepted.Select(batch => batch.BatchId));
        await AppendAsync(Ledger(Open()), 6, Decision.Pass);
        Assert.Equal((7L, 0), await CheckAsync(Ledger(Open())));
    }

    [Fact]
    public async Task A_state_that_is_behind_catches_up()
    {
        await AppendAsync(Ledger(Open()), 0, Decision.Pass);
        var state = Path.Combine(folder.Path, "_gate", "state.json");
        var old = await File.ReadAllBytesAsync(state);
        await AppendAsync(Ledger(Open()), 1, Decision.Halt);
        await File.WriteAllBytesAsync(state, old);

        Assert.Equal(Decision.Halt, (await Open().Gate.StateAsync()).Tables[Market].Decision);
        Assert.Equal(2, (await Open().Gate.TrendAsync(Market)).Recent.Count);
    }

    /// <summary>Another writer's file takes the place of ours, log and all: what a person with access to the lake can do.</summary>
    [Fact]
    public async Task A_verdict_that_was_rewritten_is_found()
    {
        for (var day = 0; day < 3; day++)
            await AppendAsync(Ledger(Open()), day, day == 1 ? Decision.Halt : Decision.Pass);
        using var forged = new TemporaryFolder();
        var other = new Lake(new FolderStorage(forged.Path), TimeProvider.System);
        var rows = await Open().Table(GateTables.Verdict).ReadAsync(BatchOf(1));
        rows.Texts("decision")[0] = "pass";
        var part = await other.Table(GateTables.Verdict).StageAsync(BatchOf(1), "x", rows);
        var target = Directory.GetFiles(Path.Combine(folder.Path, "gate", "verdict", "event_date=2018-02-02")).Single(file => file.EndsWith(".parquet", StringComparison.Ordinal));
        File.Copy(Path.Combine(forged.Path, part.Path), target, overwrite: true);

        var (_, faults) = await Ledger(Open()).VerifyAsync();

        Assert.Equal("its content is not what was sealed", Assert.Single(faults).Reason);
        Assert.Equal((2L, BatchOf(1).Id), (faults[0].Sequence, faults[0].Batch));
    }

    [Fact]
    public async Task Verdicts_that_are_gone_from_the_end_are_missed()
    {
        for (var day = 0; day < 3; day++)
            await AppendAsync(Ledger(Open()), day, Decision.Pass);
        File.Delete(Path.Combine(folder.Path, "gate", "verdict", "_delta_log", "00000000000000000002.json"));

        var (verdicts, faults) = await Ledger(Open()).VerifyAsync();

        Assert.Equal(2, verdicts);
        Assert.Equal("the chain ends at 2, but 3 verdicts were given", Assert.Single(faults).Reason);
    }

    /// <summary>Rows that came into bronze without the gate, and a batch that was refused, are in no reader's answer.</summary>
    [Fact]
    public async Task Readers_see_no_batch_without_a_passing_verdict()
    {
        var (lake, reader) = (Open(), new GatedReader(Open()));
        for (var day = 0; day < 3; day++)
            await CommitAsync(lake, BatchOf(day), OneRow(LiveTables.BronzeOnchain, BatchOf(day), rows => rows.Text("protocol_id", "1").Text("name", "One")));
        await AppendAsync(Ledger(lake), 0, Decision.Pass, LiveTables.BronzeOnchain.FullName);
        await AppendAsync(Ledger(lake), 1, Decision.Halt, LiveTables.BronzeOnchain.FullName);

        Assert.Equal(1, (await reader.ReadAsync(LiveTables.BronzeOnchain, BatchOf(0))).RowCount);
        Assert.Contains("was refused", (await Assert.ThrowsAsync<GateHaltedException>(() => reader.ReadAsync(LiveTables.BronzeOnchain, BatchOf(1)))).Message, StringComparison.Ordinal);
        Assert.Contains("has no verdict", (await Assert.ThrowsAsync<GateHaltedException>(() => reader.ReadAsync(LiveTables.BronzeOnchain, BatchOf(2)))).Message, StringComparison.Ordinal);
        Assert.Null(await reader.TryReadAsync(LiveTables.BronzeOnchain, BatchOf(2)));
        Assert.Equal([BatchOf(0).Id], await IdsAsync(lake, LiveTables.BronzeOnchain));
    }

    [Fact]
    public async Task A_ledger_gives_no_vintage_that_came_in_beside_the_gate()
    {
        var lake = Open();
        for (var day = 0; day < 2; day++)
            await CommitAsync(lake, BatchOf(day), OneRow(HistoricalTables.Dex, BatchOf(day), rows => rows.Text("slug", $"d{day}").Text("revision", "appended")));
        await AppendAsync(Ledger(lake), 1, Decision.Pass, HistoricalTables.Dex.FullName);
        Assert.Equal([BatchOf(1).Id], await IdsAsync(lake, HistoricalTables.Dex));
    }

    [Theory]
    [InlineData("", "ada", 1, "reason is ''")]
    [InlineData("checked", " ", 1, "by is ' '")]
    [InlineData("checked", "ada", 0, "it must lie after")]
    [InlineData("checked", "ada", 32, "at most 31 days")]
    public async Task An_override_without_reason_person_or_end_is_refused(string reason, string by, int days, string cause)
    {
        await AppendAsync(Ledger(Open()), 0, Decision.Halt);
        var refused = await Assert.ThrowsAsync<BadInputException>(() => new OverrideBook(Open()).AddAsync(new(Market, BatchOf(0).Id, reason, by, Noon.AddDays(days)), Noon));
        Assert.Contains(cause, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_refused_batch_is_overridden_and_the_same_word_twice_is_one_record()
    {
        await AppendAsync(Ledger(Open()), 0, Decision.Pass);
        await AppendAsync(Ledger(Open()), 1, Decision.Halt);
        var book = new OverrideBook(Open());
        foreach (var (batch, cause) in new[] { (BatchOf(0).Id, "was not refused"), (BatchOf(5).Id, "no verdict on"), ("x", "no batch id") })
            Assert.Contains(cause, (await Assert.ThrowsAsync<BadInputException>(() => book.AddAsync(new(Market, batch, "r", "ada", Noon.AddDays(1)), Noon))).Message, StringComparison.Ordinal);

        await book.AddAsync(new(Market, BatchOf(1).Id, "r", "ada", Noon.AddDays(1)), Noon);
        await book.AddAsync(new(Market, BatchOf(1).Id, "r", "ada", Noon.AddDays(1)), Noon);
        Assert.Equal(new GateOverride(Market, BatchOf(1).Id, "r", "ada", Noon.AddDays(1)), Assert.Single(await Open().Gate.OverridesAsync()));
    }

    private Lake Open() => new(new FolderStorage(folder.Path), TimeProvider.System);

    private static VerdictLedger Ledger(Lake lake) => new(lake, new([4, 2]));

    private static BatchId BatchOf(int day) => new("live", Noon.AddDays(day));

    private static Task<Committed> AppendAsync(VerdictLedger ledger, int day, Decision decision, string? table = null) => ledger.AppendAsync(
        BatchOf(day), Noon.AddDays(day),
        [new(table ?? Market, decision, 1, 1, 0, 0, 0.05, new Dictionary<string, int>(), decision == Decision.Halt ? ["LM101: lossy"] : [], new string('a', 64))],
        BatchOf(day).Id);

    private static async Task<(long Verdicts, int Faults)> CheckAsync(VerdictLedger ledger) =>
        await ledger.VerifyAsync() is var (verdicts, faults) ? (verdicts, faults.Count) : default;

    private static Batch OneRow(TableDefinition table, BatchId batch, Func<BatchBuilder, BatchBuilder> fill)
    {
        var rows = new BatchBuilder(table);
        fill(rows).Origin(new(batch, batch.Slot, "ab"), batch.Slot, TimeSpan.Zero).EndRow();
        return rows.Build();
    }

    private static async Task CommitAsync(Lake lake, BatchId batch, Batch rows) =>
        await lake.Table(rows.Table).CommitAsync(batch, [await lake.Table(rows.Table).StageAsync(batch, "p", rows)]);

    /// <summary>What an export of the table would hold.</summary>
    private static async Task<IReadOnlyList<string>> IdsAsync(Lake lake, TableDefinition table)
    {
        var ids = new List<string>();
        await foreach (var rows in new Data.Revisions.TableHistory(lake.Table(table), accepted: await lake.Gate.AcceptedAsync(table)).AsOfAsync(new()))
            ids.AddRange(rows.Texts(Tables.BatchId).OfType<string>());
        return ids;
    }

    private static void Delete(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
        else
            Directory.Delete(path, recursive: true);
    }
}
