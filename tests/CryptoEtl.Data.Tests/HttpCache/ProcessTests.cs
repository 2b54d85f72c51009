using System.Diagnostics;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>Real processes on one folder: started together, stopped, killed.</summary>
[Collection(nameof(Alone))]
public sealed class ProcessTests : IDisposable
{
    private readonly CacheRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Of_four_processes_one_asks_the_source()
    {
        await using var server = await CountingServer.StartAsync(_ => Task.Delay(500));
        var processes = Enumerable.Range(0, 4).Select(_ => CacheProcess.Start(rig.Folder, server.Address, TimeSpan.FromSeconds(20))).ToArray();
        var outputs = await Task.WhenAll(processes.Select(process => process.OutputAsync()));
        Assert.Equal(1, server.Asked);
        Assert.Single(outputs, output => output == "Fetched answer 1");
        Assert.All(outputs, output => Assert.EndsWith(" answer 1", output, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_process_that_was_stopped_does_not_overwrite_what_came_after_it()
    {
        Skip.If(OperatingSystem.IsWindows());
        var (asked, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await CountingServer.StartAsync(n =>
        {
            if (n > 1)
                return Task.CompletedTask;
            asked.SetResult();
            return gate.Task;
        });
        using var stopped = CacheProcess.Start(rig.Folder, server.Address, TimeSpan.FromSeconds(1));
        await asked.Task;
        await SignalAsync("STOP", stopped);

        using var second = CacheProcess.Start(rig.Folder, server.Address, TimeSpan.FromSeconds(1));
        Assert.Equal("Fetched answer 2", await second.OutputAsync());
        gate.SetResult();
        await SignalAsync("CONT", stopped);
        Assert.Equal("Fetched answer 1", await stopped.OutputAsync());

        using var third = CacheProcess.Start(rig.Folder, server.Address, TimeSpan.FromSeconds(1));
        Assert.Equal("Disk answer 2", await third.OutputAsync());
    }

    [Fact]
    public async Task The_files_of_a_killed_process_are_swept_and_its_lease_expires()
    {
        var asked = new TaskCompletionSource();
        await using var server = await CountingServer.StartAsync(n =>
        {
            asked.TrySetResult();
            return n == 1 ? Task.Delay(Timeout.Infinite) : Task.CompletedTask;
        });
        using (var killed = CacheProcess.Start(rig.Folder, server.Address, TimeSpan.FromSeconds(1)))
        {
            await asked.Task;
            killed.Kill();
            await killed.WaitForExitAsync();
        }

        var left = Directory.GetFileSystemEntries(Path.Combine(rig.Folder, "tmp"));
        Assert.NotEmpty(left);
        var cache = rig.Open(leaseFor: TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(Path.Combine(rig.Folder, "tmp")), entry => left.Contains(entry));
        var answer = await cache.GetAsync(
            new(CacheProcess.KeyOf(new Uri(server.Address)), FreshnessRule.Live(45), null), rig.Source.FetchAsync);
        Assert.Equal(CacheOutcome.Fetched, answer.Outcome);
    }

    private static async Task SignalAsync(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
