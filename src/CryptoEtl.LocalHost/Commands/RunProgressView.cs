using CryptoEtl.Core.Runs;
using Microsoft.DurableTask.Client;
using Spectre.Console;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>Shows on standard error how far a run is: one moving line on a terminal, a line per step elsewhere.</summary>
internal static class RunProgressView
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <returns>The ended run, with input and output.</returns>
    public static Task<OrchestrationMetadata> WaitAsync(DurableTaskClient client, string runId, CancellationToken cancellation)
    {
        if (Console.IsErrorRedirected)
            return FollowAsync(client, runId, Console.Error.WriteLine, cancellation);

        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Status().StartAsync(runId, context =>
            FollowAsync(client, runId, line => context.Status(Markup.Escape(line)), cancellation));
    }

    private static async Task<OrchestrationMetadata> FollowAsync(
        DurableTaskClient client, string runId, Action<string> show, CancellationToken cancellation)
    {
        var ended = client.WaitForInstanceCompletionAsync(runId, getInputsAndOutputs: true, cancellation);
        string? last = null;
        while (await Task.WhenAny(ended, Task.Delay(Pause, cancellation)) != ended)
        {
            cancellation.ThrowIfCancellationRequested();
            var line = Describe(await client.GetInstanceAsync(runId, getInputsAndOutputs: true, cancellation));
            if (line is not null && line != last)
                show(last = line);
        }

        return await ended;
    }

    private static string? Describe(OrchestrationMetadata? run) =>
        run?.SerializedCustomStatus is null || run.ReadCustomStatusAs<RunProgress>() is not { } progress
            ? null
            : $"{run.InstanceId}: {progress.Stage} {progress.Done}/{progress.Total}";
}
