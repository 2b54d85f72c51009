using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.Runs;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl plan</c>.</summary>
internal static class PlanCommand
{
    private static readonly JsonSerializerOptions Machine = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var (pipeline, past, host, json) = (RunCommand.Pipeline(), new PastOptions(), new HostOptions(), CommonOptions.Json());
        var command = new Command("plan", "Say what a run would ask and cost. Only what is left of a key is asked, once, for free. Exit code 4: more than is left.") { pipeline, json };
        past.AddTo(command);
        host.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var definition = Pipelines.Named(parsed.GetValue(pipeline)!);
            return RunAsync(definition, past.Scope(parsed, definition), host.Choice(parsed), parsed.GetValue(json), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(PipelineDefinition pipeline, RunScope past, HostChoice choice, bool json, CancellationToken cancellation)
    {
        await using var host = await LocalRunHost.StartAsync(choice, cancellation);
        var price = await host.PlanAsync(pipeline, past, cancellation);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(price, Machine));
        else
            Write(price, Console.Out);
        return price.Sources.All(source => source.IsCovered) ? ExitCodes.Done : ExitCodes.Budget;
    }

    private static void Write(PlanPrice price, TextWriter output)
    {
        output.WriteLine($"plan of {price.Pipeline}: {price.Hash}");
        output.WriteLine();
        output.WriteLine($"{"endpoint",-32} {"calls",7} {"at most",8} {"cached",7} {"credits",8}");
        foreach (var endpoint in price.Endpoints)
            output.WriteLine($"{$"{endpoint.Source} {endpoint.Endpoint}",-32} {endpoint.Calls,7} {endpoint.AtMost,8} {endpoint.CacheHits,7} {endpoint.Credits,8}");
        output.WriteLine();
        output.WriteLine($"{"source",-32} {"calls",7} {"credits",8} {"minutes",8}  left");
        foreach (var source in price.Sources)
            output.WriteLine($"{source.Source,-32} {source.Calls,7} {source.Credits,8} {Minutes(source),8}  {Left(source)}");
        foreach (var skipped in price.Skipped)
            output.WriteLine($"skipped: {skipped}");
        output.WriteLine();
        output.WriteLine($"run nothing but this: etl run {price.Pipeline} --plan-hash {price.Hash}");
    }

    private static string Minutes(SourcePrice source) => source.Minutes.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Left(SourcePrice source) => source.Left is { } left ? $"{left} {source.Unit}{(source.IsCovered ? "" : ", NOT ENOUGH")}" : "not known";
}
