using CryptoEtl.Azurite;
using CryptoEtl.Core;
using CryptoEtl.Data.Features;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Tests.Lakehouse;

namespace CryptoEtl.Data.Tests.Features;

public sealed class FeatureWorkInAFolderTests() : FeatureWorkTests(() => new FolderHome());

[Collection(AzuriteCollection.Name)]
public sealed class FeatureWorkInABlobTests(AzuriteFixture azurite) : FeatureWorkTests(() => new BlobHome(azurite.Server));

/// <summary>What runs put aside, in every home of a lake.</summary>
public abstract class FeatureWorkTests(Func<LakeHome> open) : IDisposable
{
    private static readonly BatchId One = new("features", new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero)), Part = One with { Scope = "1a2b3c4d" };

    private readonly Lazy<LakeHome> home = new(open);

    private ILakeStorage Storage => home.Value.NewStorage();

    public void Dispose()
    {
        if (home.IsValueCreated)
            home.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Runs_are_named_with_the_time_of_their_newest_file_and_strangers_are_not()
    {
        Assert.Empty(await FeatureWork.AllAsync(Storage));
        await WriteAsync(One, "a", "b");
        await WriteAsync(Part, "a");
        await Storage.ReplaceAsync("_features/notes/a.txt", new MemoryStream([1]));

        var all = await FeatureWork.AllAsync(Storage);

        Assert.Equal([One, Part], all.Select(one => one.Run).OrderBy(run => run.Id.Length));
        Assert.Equal((await Storage.ListTreeAsync($"_features/{One.Id}")).Max(file => file.Modified), all.Single(one => one.Run == One).Last);
    }

    [SkippableFact]
    public async Task A_run_is_cleared_and_what_others_put_aside_stays()
    {
        await WriteAsync(One, "a", "b");
        await WriteAsync(Part, "a");

        await new FeatureWork(Storage, One).ClearAsync();

        Assert.Equal([$"_features/{Part.Id}/a"], (await Storage.ListTreeAsync("_features")).Select(file => file.Path));
    }

    [SkippableFact]
    public async Task What_was_put_aside_since_a_moment_stays()
    {
        await WriteAsync(One, "a");
        var modified = (await Storage.ListTreeAsync("_features"))[0].Modified;

        await new FeatureWork(Storage, One).ClearAsync(modified - TimeSpan.FromSeconds(1));
        Assert.Single(await Storage.ListTreeAsync("_features"));
        await new FeatureWork(Storage, One).ClearAsync(modified);
        Assert.Empty(await Storage.ListTreeAsync("_features"));
    }

    private async Task WriteAsync(BatchId run, params string[] names)
    {
        foreach (var name in names)
            await new FeatureWork(Storage, run).WriteAsync(name, new double[][] { [1, double.NaN] });
    }
}
