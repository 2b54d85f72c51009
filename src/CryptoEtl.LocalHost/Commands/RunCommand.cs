using System.CommandLine;
using CryptoEtl.Core;
using CryptoEtl.Core.Runs;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl run</c>.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var (pipeline, past, host, json) = (Pipeline(), new PastOptions(), new HostOptions(), CommonOptions.Json());
        var approved = new Option<string?>("--plan-hash") { Description = "Run only the plan that 'etl plan' gave this hash.", HelpName = "HASH" };
        var command = new Command("run", "Run a pipeline once and wait for it. Run again after a crash or Ctrl-C, it goes on where it stopped.") { pipeline, approved, json };
        past.AddTo(command);
        host.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var definition = Pipelines.Named(parsed.GetValue(pipeline)!);
            return RunAsync(definition, past.Scope(parsed, definition), host.Choice(parsed), parsed.GetValue(approved), parsed.GetValue(json), cancellation);
        });
        return command;
    }

    public static Argument<string> Pipeline()
    {
        var pipeline = new Argument<string>("pipeline") { Description = string.Join("; ", Pipelines.All.Select(known => $"{known.Name}: {known.Purpose}")) };
        pipeline.AcceptOnlyFromAmong([.. Pipelines.All.Select(known => known.Name)]);
        return pipeline;
    }

    private static async Task<int> RunAsync(
        PipelineDefinition pipeline, RunScope past, HostChoice choice, string? approved, bool json, CancellationToken cancellation)
    {
        await using var host = await LocalRunHost.StartAsync(choice, cancellation);
        return await host.RunAsync(pipeline, json, approved, past, cancellation);
    }
}
