using CryptoEtl.Azurite;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>A place that a lake can live in, with what tests do behind its back.</summary>
public abstract class LakeHome : IDisposable
{
    /// <summary>Another client of the same lake, as another host has it.</summary>
    public abstract ILakeStorage NewStorage();

    public abstract Task DeleteAsync(string path);

    public abstract Task ReplaceAsync(string path, byte[] content);

    /// <summary>Everything that lies there, whatever its name.</summary>
    public abstract Task<IReadOnlyList<string>> EverythingAsync();

    public abstract void Dispose();

    public async Task<byte[]> BytesAsync(string path)
    {
        await using var stream = (await NewStorage().OpenReadAsync(path))!;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}

internal sealed class FolderHome : LakeHome
{
    private readonly TemporaryFolder folder = new();

    public override ILakeStorage NewStorage() => new FolderStorage(folder.Path);

    public override Task DeleteAsync(string path)
    {
        File.Delete(Path.Combine(folder.Path, path));
        return Task.CompletedTask;
    }

    public override Task ReplaceAsync(string path, byte[] content) => File.WriteAllBytesAsync(Path.Combine(folder.Path, path), content);

    public override Task<IReadOnlyList<string>> EverythingAsync() => Task.FromResult<IReadOnlyList<string>>(
        [.. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Path, file)).Order(StringComparer.Ordinal)]);

    public override void Dispose() => folder.Dispose();
}

/// <summary>A container of its own in Azurite, the lake being a folder of it.</summary>
internal sealed class BlobHome(AzuriteServer server) : LakeHome
{
    private const string Prefix = "some/lake";
    private readonly string name = $"lake-{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";

    public override ILakeStorage NewStorage() => new BlobStorage(server.Container(name), Prefix);

    public override Task DeleteAsync(string path) => server.Container(name).DeleteBlobAsync($"{Prefix}/{path}");

    public override Task ReplaceAsync(string path, byte[] content) =>
        server.Container(name).GetBlobClient($"{Prefix}/{path}").UploadAsync(BinaryData.FromBytes(content), overwrite: true);

    public override async Task<IReadOnlyList<string>> EverythingAsync()
    {
        var all = new List<string>();
        if (await server.Container(name).ExistsAsync())
        {
            await foreach (var blob in server.Container(name).GetBlobsAsync(prefix: $"{Prefix}/"))
                all.Add(blob.Name[(Prefix.Length + 1)..]);
        }

        return all;
    }

    public override void Dispose() => server.Container(name).DeleteIfExists();
}
