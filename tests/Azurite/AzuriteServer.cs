using System.Diagnostics;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;

namespace CryptoEtl.Azurite;

/// <summary>Azure's own emulator of blob storage, in memory, on a free port of 127.0.0.1. Needs Node and <c>npm install --prefix tests</c>.</summary>
/// <remarks>Project files include it with <c>&lt;Compile Include="../Azurite/*.cs" /&gt;</c>.</remarks>
internal sealed partial class AzuriteServer : IAsyncDisposable
{
    // Public and the same in every emulator: https://learn.microsoft.com/azure/storage/common/storage-use-azurite
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private AzuriteServer(Process process, string address)
    {
        this.process = process;
        ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={address}/{Account};";
    }

    public string ConnectionString { get; }

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? Missing => !HasNode() ? "node is not installed" : null;

    /// <summary>Whether <c>npm install --prefix tests</c> has brought it.</summary>
    public static bool IsInstalled => HasNode() && File.Exists(Path.Combine(Tests(), "node_modules/azurite/dist/src/blob/main.js"));

    /// <summary>Returns when it listens.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or did not start.</exception>
    public static async Task<AzuriteServer> StartAsync()
    {
        if (!IsInstalled)
            throw new InvalidOperationException("Azurite is not installed: npm install --prefix tests --no-package-lock");

        var process = Process.Start(new ProcessStartInfo(
            "node", [Path.Combine(Tests(), "Azurite/azurite.cjs"), "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        try
        {
            var address = await AddressAsync(process).WaitAsync(Patience);
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            return new(process, address);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>A client of its own for a container, as another host would have.</summary>
    public BlobContainerClient Container(string name) => new(ConnectionString, name);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<string> AddressAsync(Process process)
    {
        var said = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } found)
                return found.Groups[1].Value;
            said += line + "\n";
        }

        throw new InvalidOperationException($"Azurite did not start: {said}{await process.StandardError.ReadToEndAsync()}");
    }

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    /// <summary>The <c>tests</c> folder of the repository.</summary>
    private static string Tests()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "tests/package.json")))
                return Path.Combine(at.FullName, "tests");
        }

        throw new InvalidOperationException($"no tests/package.json above {AppContext.BaseDirectory}");
    }

    [GeneratedRegex(@"successfully listen\w* (?:at|on) (http://\S+)")]
    private static partial Regex Listening();
}
