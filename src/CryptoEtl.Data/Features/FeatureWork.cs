using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Features;

/// <summary>What a run of <c>features</c> puts aside between its steps: under <c>_features</c> in the lake until the run is done.</summary>
public sealed class FeatureWork(ILakeStorage storage, BatchId batch)
{
    private const string Root = "_features";

    private readonly string folder = $"{Root}/{batch.Id}";

    /// <summary>The runs that have put something aside, and when each of them did so last.</summary>
    public static async Task<IReadOnlyList<(BatchId Run, DateTimeOffset Last)>> AllAsync(ILakeStorage storage, CancellationToken cancellation = default) =>
    [
        .. (await storage.ListTreeAsync(Root, cancellation)).GroupBy(file => BatchId.TryParse(file.Path.Split('/')[1]))
            .Where(run => run.Key is not null).Select(run => (run.Key!, run.Max(file => file.Modified))),
    ];

    /// <param name="name">Of the histories of one block of assets.</param>
    /// <param name="onlyMarket">What other assets look at.</param>
    public Task WriteAsync(string name, IReadOnlyList<AssetHistory> assets, bool onlyMarket, CancellationToken cancellation = default) => PutAsync(name, writer =>
    {
        writer.Write(assets.Count);
        foreach (var asset in assets)
            HistoryBytes.Write(writer, asset, onlyMarket);
    }, cancellation);

    public Task<AssetHistory[]> ReadHistoriesAsync(string name, CancellationToken cancellation = default) => ReadAsync(name, reader =>
    {
        var assets = new AssetHistory[reader.ReadInt32()];
        for (var at = 0; at < assets.Length; at++)
            assets[at] = HistoryBytes.Read(reader);
        return assets;
    }, cancellation);

    /// <summary>Columns of equal length; NaN is null.</summary>
    public Task WriteAsync(string name, double[][] columns, CancellationToken cancellation = default) =>
        PutAsync(name, writer => SparseColumns.Write(writer, columns), cancellation);

    public Task<double[][]> ReadColumnsAsync(string name, CancellationToken cancellation = default) => ReadAsync(name, SparseColumns.Read, cancellation);

    /// <summary>Ids in their order.</summary>
    public Task WriteAsync(string name, IReadOnlyCollection<string> ids, CancellationToken cancellation = default) => PutAsync(name, writer =>
    {
        writer.Write(ids.Count);
        foreach (var id in ids)
            writer.Write(id);
    }, cancellation);

    public Task<string[]> ReadIdsAsync(string name, CancellationToken cancellation = default) => ReadAsync(name, reader =>
    {
        var ids = new string[reader.ReadInt32()];
        for (var at = 0; at < ids.Length; at++)
            ids[at] = reader.ReadString();
        return ids;
    }, cancellation);

    /// <summary>Members by day: ids, so that they hold whatever assets there are.</summary>
    public Task WriteAsync(string name, IReadOnlyCollection<(int Day, string AssetId)> members, CancellationToken cancellation = default) => PutAsync(name, writer =>
    {
        writer.Write(members.Count);
        foreach (var (day, asset) in members)
        {
            writer.Write(day);
            writer.Write(asset);
        }
    }, cancellation);

    /// <param name="assets">Sorted by id.</param>
    public Task<Membership> ReadMembersAsync(string name, IReadOnlyList<AssetHistory> assets, CancellationToken cancellation = default) => ReadAsync(name, reader =>
    {
        var (members, places) = (new Membership(assets.Count), assets.Select((asset, at) => (asset.AssetId, at)).ToDictionary(one => one.AssetId, one => one.at));
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var day = reader.ReadInt32();
            if (places.TryGetValue(reader.ReadString(), out var asset))
                members.Add(asset, day);
        }

        return members;
    }, cancellation);

    /// <summary>Deletes all of it.</summary>
    /// <param name="unlessModifiedAfter">What was put aside since then stays; null: nothing does.</param>
    public async Task ClearAsync(DateTimeOffset? unlessModifiedAfter = null, CancellationToken cancellation = default)
    {
        foreach (var file in await storage.ListTreeAsync(folder, cancellation))
            await storage.DeleteAsync(file.Path, unlessModifiedAfter, cancellation);
    }

    private async Task PutAsync(string name, Action<BinaryWriter> write, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, System.Text.Encoding.UTF8, leaveOpen: true))
            write(writer);
        content.Position = 0;
        await storage.ReplaceAsync($"{folder}/{name}", content, cancellation);
    }

    private async Task<T> ReadAsync<T>(string name, Func<BinaryReader, T> read, CancellationToken cancellation)
    {
        await using var stream = await storage.OpenReadAsync($"{folder}/{name}", cancellation)
            ?? throw new LakeException($"{storage.Describe($"{folder}/{name}")}: is missing; start the run again");
        using var reader = new BinaryReader(new BufferedStream(stream, 1 << 16));
        return read(reader);
    }
}
