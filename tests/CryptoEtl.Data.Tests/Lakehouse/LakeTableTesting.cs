using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>A table in a home of its own, with batches of a minute each from 2018-02-01 12:00 UTC.</summary>
public abstract class LakeTableTesting(Func<LakeHome> open) : IDisposable
{
    internal static readonly DateTimeOffset Start = new(2018, 2, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Lazy<LakeHome> home = new(open);

    protected LakeHome Home => home.Value;

    /// <summary>Another, which the caller disposes.</summary>
    protected LakeHome NewHome() => open();

    protected ILakeStorage Storage => Home.NewStorage();

    internal static TableDefinition Definition => LiveTables.AssetFeatures;

    /// <summary>As another process opens it.</summary>
    protected LakeTable Table => new(Storage, Definition, TimeProvider.System);

    public void Dispose()
    {
        if (home.IsValueCreated)
            home.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static BatchId Slot(int minute) => new("live", Start.AddMinutes(minute));

    protected async Task<Committed> CommitAsync(BatchId batch, params string[] assets)
    {
        var table = Table;
        return await table.CommitAsync(batch, [await table.StageAsync(batch, "p", Features(batch, assets))]);
    }

    internal static Batch Features(BatchId batch, params string[] assets)
    {
        var rows = new BatchBuilder(Definition);
        foreach (var (asset, rank) in assets.Select((asset, at) => (asset, at + 1)))
        {
            rows.Text("asset_id", asset).Integer("rank", rank).Number("market_cap_share", 1.0 / rank)
                .Origin(new RowOrigin(batch, batch.Slot, "ab"), batch.Slot, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }
}
