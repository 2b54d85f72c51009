using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate.Report;

/// <summary>The folder of the pages: writes what changed, and counts it.</summary>
internal sealed class ReportFolder(ILakeStorage storage)
{
    private const string ManifestFile = "_manifest.json";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public int Written { get; private set; }

    public int Same { get; private set; }

    /// <summary>What cannot be read is made anew.</summary>
    public async Task<ReportManifest> ManifestAsync(CancellationToken cancellation) =>
        await ReadAsync<ReportManifest>(ManifestFile, cancellation) is { Format: ReportManifest.Current } manifest ? manifest : ReportManifest.Empty;

    public Task WriteAsync(ReportManifest manifest, CancellationToken cancellation) => WriteAsync(ManifestFile, manifest, cancellation);

    /// <summary>A document; null when it is missing or broken.</summary>
    public async Task<T?> ReadAsync<T>(string path, CancellationToken cancellation)
        where T : class
    {
        await using var stream = await storage.OpenReadAsync(path, cancellation);
        try
        {
            return stream is null ? null : await JsonSerializer.DeserializeAsync<T>(stream, Web, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Task WriteAsync<T>(string path, T value, CancellationToken cancellation) => ReplaceAsync(path, JsonSerializer.SerializeToUtf8Bytes(value, Web), cancellation);

    public async Task<bool> HasAsync(string path, CancellationToken cancellation) => await storage.FindAsync(path, cancellation) is not null;

    /// <summary>Writes a page that is known to have changed.</summary>
    public Task PageAsync(string path, string html, CancellationToken cancellation)
    {
        Written++;
        return ReplaceAsync(path, Encoding.UTF8.GetBytes(html), cancellation);
    }

    /// <summary>Writes a page unless it is the same as before.</summary>
    public async Task PageAsync(ReportManifest manifest, string path, string html, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html)));
        if (manifest.Pages.GetValueOrDefault(path) == hash && await HasAsync(path, cancellation))
        {
            Same++;
            return;
        }

        await PageAsync(path, html, cancellation);
        manifest.Pages[path] = hash;
    }

    public void Kept() => Same++;

    private async Task ReplaceAsync(string path, byte[] bytes, CancellationToken cancellation)
    {
        using var content = new MemoryStream(bytes);
        await storage.ReplaceAsync(path, content, cancellation);
    }
}
