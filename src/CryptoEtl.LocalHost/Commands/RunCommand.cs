using System.CommandLine;
using CryptoEtl.Core;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl run</c>.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var pipeline = new Argument<string>("pipeline") { Description = Describe() };
        pipeline.AcceptOnlyFromAmong([.. Pipelines.All.Select(known => known.Name)]);
        var (lake, upstream, now, json) = (CommonOptions.Lake(), CommonOptions.Upstream(), CommonOptions.Now(), CommonOptions.Json());
        var command = new Command("run", "Run a pipeline once and wait for it. Run again after a crash or Ctrl-C, it goes on where it stopped.")
        {
            pipeline, lake, upstream, now, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(pipeline)!,
            new HostChoice(parsed.GetValue(lake), parsed.GetValue(upstream), parsed.GetValue(now)),
            parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string pipeline, HostChoice choice, bool json, CancellationToken cancellation)
    {
        await using var host = await LocalRunHost.StartAsync(choice, cancellation);
        return await host.RunAsync(Pipelines.Named(pipeline), json, cancellation);
    }

    private static string Describe() => string.Join("; ", Pipelines.All.Select(pipeline => $"{pipeline.Name}: {pipeline.Purpose}"));
}
