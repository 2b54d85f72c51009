using System.Diagnostics;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Tests.Lakehouse;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>This assembly as a further process: fetches one address through a cache folder and prints outcome and body.</summary>
internal static class CacheProcess
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [LakeProcess.Word, var lake, var first])
            return await LakeProcess.RunAsync(lake, first);

        var (folder, address, leaseFor) = (args[0], new Uri(args[1]), TimeSpan.FromMilliseconds(int.Parse(args[2])));
        using var cache = HttpCaches.Open(new() { Folder = folder, LeaseFor = leaseFor }, new StillClock(CacheRig.Start), NullLogger.Instance);
        using var http = new HttpClient();
        var answer = await cache.GetAsync(new(KeyOf(address), FreshnessRule.Live(45), null), async (sink, token) =>
        {
            await using var body = await http.GetStreamAsync(address, token);
            return new(200, await sink.WriteAsync(body, token), CacheRig.Start, 1, new Dictionary<string, string>());
        });
        Console.WriteLine($"{answer.Outcome} {await CacheRig.TextAsync(cache, answer)}");
        return 0;
    }

    public static CacheKey KeyOf(Uri address) => new(CacheKey.UpstreamOf(new Uri(address, "/"), null), "test", address.AbsolutePath);

    public static Process Start(string folder, string address, TimeSpan leaseFor) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet",
        [typeof(CacheProcess).Assembly.Location, folder, address, $"{leaseFor.TotalMilliseconds:0}"])
    {
        RedirectStandardOutput = true,
    })!;

    public static async Task<string> OutputAsync(this Process process)
    {
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
