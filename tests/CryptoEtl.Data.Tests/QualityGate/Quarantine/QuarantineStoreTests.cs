using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate.Quarantine;

namespace CryptoEtl.Data.Tests.QualityGate.Quarantine;

/// <summary>The quarantine's two tables, read and written on a real lake in a folder.</summary>
public sealed class QuarantineStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-quarantine-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Lake Lake => new(new FolderStorage(folder), TimeProvider.System);

    [Fact]
    public async Task Rows_come_newest_first_and_by_the_beginning_of_their_id()
    {
        await HoldAsync(0, "a", "b");
        await HoldAsync(1, "c");
        var store = new QuarantineStore(Lake);
        var rows = await store.ReadAsync(new());
        Assert.Equal(["c"], rows.Take(1).Select(row => row.Key.Split('|')[1]));
        Assert.Equal(3, rows.Count);
        Assert.Equal(rows[1].Id, (await store.FindAsync([rows[1].Id[..12]]))[0].Id);
        Assert.Contains("several rows", (await Assert.ThrowsAsync<BadInputException>(() => store.FindAsync([""]))).Message, StringComparison.Ordinal);
        Assert.Equal(2, (await store.ReadAsync(new() { Batch = Batch(0).Id })).Count);
    }

    /// <summary>A clock that stands still, as in repeated runs, must not mix up what came first.</summary>
    [Fact]
    public async Task Actions_of_one_moment_keep_their_order()
    {
        await HoldAsync(0, "a");
        var id = (await new QuarantineStore(Lake).ReadAsync(new()))[0].Id;
        foreach (var word in new[] { QuarantineAction.Fix, QuarantineAction.Discard, QuarantineAction.Fix, QuarantineAction.Discard })
        {
            var store = new QuarantineStore(Lake);
            await store.RecordAsync([new(id, "bronze_live_onchain", word, "ada", "why", word == QuarantineAction.Fix ? "{}" : null, null, null, await store.NextMomentAsync(Noon))]);
        }

        var row = Assert.Single(await new QuarantineStore(Lake).ReadAsync(new()));
        Assert.Equal(["fix", "discard", "fix", "discard"], row.Actions.Select(action => action.Word));
        Assert.Equal(4, row.Actions.Select(action => action.At).Distinct().Count());
    }

    [Fact]
    public async Task A_commit_of_one_name_is_made_once()
    {
        await HoldAsync(0, "a");
        var store = new QuarantineStore(Lake);
        var id = (await store.ReadAsync(new()))[0].Id;
        foreach (var second in new[] { 1, 2 })
            await store.RecordAsync([new(id, "bronze_live_onchain", QuarantineAction.Replay, "ada", "why", "{}", "LO004", null, Noon.UtcDateTime.AddSeconds(second))], "one.replay");
        Assert.Single((await store.ReadAsync(new()))[0].Actions);
    }

    [Fact]
    public async Task The_past_comes_batch_by_batch_without_replays()
    {
        foreach (var batch in new[] { Batch(0), Batch(1), Batch(1) with { Scope = "q1a2b3c4d" }, Batch(2) })
        {
            var table = Lake.Table(LiveTables.BronzeOnchain);
            await table.CommitAsync(batch, [await table.StageAsync(batch, "p", Rows(batch, "a", "b"))]);
        }

        var past = new PastBatches(Lake, LiveTables.BronzeOnchain, Batch(0).EventDate, Batch(1).EventDate, (_, _) => Task.FromResult<IReadOnlyDictionary<string, Batch>>(new Dictionary<string, Batch>()));
        var read = new List<(string, int)>();
        await foreach (var (batch, part) in past.ReadAsync())
            read.Add((batch.Id, part.Rows.RowCount));
        Assert.Equal([(Batch(0).Id, 2), (Batch(1).Id, 2)], read);
    }

    private static BatchId Batch(int day) => new("live", Noon.AddDays(day));

    private async Task HoldAsync(int day, params string[] protocols)
    {
        var (batch, contract) = (Batch(day), LiveContracts.Onchain(new(MaxLoss: 1)));
        var input = new GateInput(Rows(batch, protocols), batch.Slot);
        var findings = protocols.Select((_, row) => new Finding("LO004", row, "tvl_usd", "-1", "tvl_usd -1 is below 0"));
        var table = Lake.Table(GateTables.Quarantine);
        var held = GateRecords.Quarantine(contract, input, findings, new RowOrigin(batch, batch.Slot, RawSha256: null));
        await table.CommitAsync(batch, [await table.StageAsync(batch, "onchain", held)]);
    }

    private static Batch Rows(BatchId batch, params string[] protocols)
    {
        var rows = new BatchBuilder(LiveTables.BronzeOnchain);
        foreach (var protocol in protocols)
            rows.Text("protocol_id", protocol).Text("name", protocol).Number("tvl_usd", -1).Origin(new(batch, batch.Slot, "ab"), batch.Slot, TimeSpan.Zero).EndRow();
        return rows.Build();
    }
}
