using System.CommandLine;
using CryptoEtl.Core;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl run</c>.</summary>
internal static class RunCommand
{
    private static readonly string[] Pipelines = ["live"];

    public static Command Create()
    {
        var pipeline = new Argument<string>("pipeline") { Description = "live: the top 200 now, with social and on-chain figures." };
        pipeline.AcceptOnlyFromAmong(Pipelines);
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
        return await host.RunAsync(new BatchId(pipeline, host.Slot), json, cancellation);
    }
}
