using CryptoEtl.Azurite;
using CryptoEtl.Data.Lakehouse;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Data.Tests.Lakehouse;

public sealed class FolderMaintenanceProperties() : MaintenanceProperties(() => new FolderHome(), sequences: 25);

[Collection(AzuriteCollection.Name)]
public sealed class BlobMaintenanceProperties(AzuriteFixture azurite) : MaintenanceProperties(() => new BlobHome(azurite.Server), sequences: 5);

/// <summary>Whatever is done to a table in whatever order, it holds the rows that were appended, each once.</summary>
public abstract class MaintenanceProperties(Func<LakeHome> open, int sequences) : LakeTableTesting(open)
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private enum Operation
    {
        Append,
        Compact,
        Checkpoint,
        Clean,
        Vacuum,
        Abandon,
    }

    [SkippableFact]
    public void Any_sequence_of_operations_keeps_the_rows()
    {
        Skip.If(Home is null, "there is no home");
        var operations = Gen.Frequency(
            (6, Gen.Constant(Operation.Append)), (2, Gen.Constant(Operation.Compact)), (2, Gen.Constant(Operation.Checkpoint)),
            (1, Gen.Constant(Operation.Clean)), (1, Gen.Constant(Operation.Vacuum)), (1, Gen.Constant(Operation.Abandon)));
        var sequence = Gen.Choose(1, 30).SelectMany(length => Gen.ArrayOf(operations, length));
        Prop.ForAll(Arb.From(sequence), done => KeepsRowsAsync(done).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(sequences));
    }

    private async Task<bool> KeepsRowsAsync(Operation[] operations)
    {
        using var home = NewHome();
        var minutes = new List<int>();
        foreach (var (operation, at) in operations.Select((operation, at) => (operation, at)))
        {
            await DoAsync(home, operation, at);
            if (operation == Operation.Append)
                minutes.Add(at);
            await RequireRowsAsync(home, minutes);
        }

        return true;
    }

    /// <summary>Every operation as a process of its own would do it, a year from now where age counts.</summary>
    private static async Task DoAsync(LakeHome home, Operation operation, int at)
    {
        var (storage, later) = (home.NewStorage(), new ShiftedClock(Year));
        var table = new LakeTable(storage, Definition, TimeProvider.System);
        switch (operation)
        {
            case Operation.Append: await table.CommitAsync(Slot(at), [await table.StageAsync(Slot(at), "p", Features(Slot(at), "bitcoin", $"coin{at}"))]); break;
            case Operation.Compact: await new Data.Lakehouse.Maintenance.Compaction(table, TimeProvider.System).RunAsync().ToListAsync(); break;
            case Operation.Checkpoint: await table.Log.CheckpointAsync(TimeProvider.System.GetUtcNow()); break;
            case Operation.Clean: await table.Log.CleanAsync(later.GetUtcNow()); break;
            case Operation.Vacuum: await new Data.Lakehouse.Maintenance.Vacuum(storage, table, later).RunAsync(); break;
            case Operation.Abandon: await table.StageAsync(Slot(at), "p", Features(Slot(at), "lost")); break;
        }
    }

    private static async Task RequireRowsAsync(LakeHome home, List<int> minutes)
    {
        var table = new LakeTable(home.NewStorage(), Definition, TimeProvider.System);
        var found = new List<(DateTime?, string?)>();
        if (await table.SnapshotAsync() is { } snapshot)
        {
            await foreach (var rows in table.ReadFilesAsync(snapshot))
                found.AddRange(rows.Instants("event_time").Zip(rows.Texts("asset_id")));
        }

        var expected = minutes.SelectMany(minute => new[] { "bitcoin", $"coin{minute}" }.Select(asset => ((DateTime?)Slot(minute).Slot.UtcDateTime, (string?)asset)));
        Assert.Equal(expected.Order(), found.Order());
        Assert.Equal(minutes.Select(Slot), await table.BatchesAsync());
    }
}
