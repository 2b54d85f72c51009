using CryptoEtl.Azurite;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

public sealed class FolderUnclearPutTests() : UnclearPutTests(() => new FolderHome());

[Collection(AzuriteCollection.Name)]
public sealed class BlobUnclearPutTests(AzuriteFixture azurite) : UnclearPutTests(() => new BlobHome(azurite.Server));

/// <summary>Puts of which nobody can say at first whether they landed.</summary>
public abstract class UnclearPutTests(Func<LakeHome> open) : LakeTableTesting(open)
{
    [SkippableTheory, InlineData(true), InlineData(false)]
    public async Task A_commit_that_landed_although_its_put_failed_is_a_commit(bool throws)
    {
        var table = new LakeTable(new Unclear(Storage, lands: true, throws), Definition, TimeProvider.System);
        var committed = await table.CommitAsync(Slot(0), [await table.StageAsync(Slot(0), "p", Features(Slot(0), "aave"))]);

        Assert.Equal((0L, false), (committed.Version, committed.WasThere));
        Assert.Equal(1, (await Table.ReadAsync(Slot(0))).RowCount);
        Assert.Equal(0, (await Table.SnapshotAsync())!.Version);
    }

    [SkippableFact]
    public async Task A_put_that_failed_and_did_not_land_is_a_failure()
    {
        var table = new LakeTable(new Unclear(Storage, lands: false, throws: true), Definition, TimeProvider.System);
        await Assert.ThrowsAsync<TimeoutException>(() => table.CommitAsync(Slot(0), []));
        Assert.Null(await Table.SnapshotAsync());
    }

    [SkippableFact]
    public async Task A_put_that_failed_where_another_writer_won_is_a_failure_and_the_next_try_follows_him()
    {
        var loser = new LakeTable(new Unclear(Storage, lands: false, throws: true), Definition, TimeProvider.System);
        await CommitAsync(Slot(0), "aave");
        await Assert.ThrowsAsync<TimeoutException>(() => loser.CommitAsync(Slot(1), []));
        Assert.Equal(1, (await Table.CommitAsync(Slot(1), [])).Version);
    }

    /// <summary>The network between a writer and its lake: every commit's answer is lost.</summary>
    /// <param name="throws">False: the client tried again by itself and says "already there".</param>
    private sealed class Unclear(ILakeStorage inner, bool lands, bool throws) : LakeStorageDecorator(inner)
    {
        public override async Task<bool> PutIfAbsentAsync(string path, Stream content, CancellationToken cancellation = default)
        {
            if (!path.EndsWith(".json", StringComparison.Ordinal))
                return await base.PutIfAbsentAsync(path, content, cancellation);
            if (lands)
                await base.PutIfAbsentAsync(path, content, cancellation);
            return throws ? throw new TimeoutException("no answer") : false;
        }
    }
}
