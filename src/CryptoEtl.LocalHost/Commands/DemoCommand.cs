using System.CommandLine;
using CryptoEtl.Core;
using CryptoEtl.Core.Runs;
using CryptoEtl.Simulator.Make;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl demo</c>.</summary>
internal static class DemoCommand
{
    private const string Marker = ".cryptoetl-demo";

    /// <summary>The real sources' limits would pace the demo over minutes.</summary>
    private const string Unhurried = "rate=1000000&lunarcrush-rate=1000000";

    public static Command Create()
    {
        var output = new Option<string>("--out")
        {
            Description = "Folder for the demo's tape and lake. An earlier demo there is replaced.",
            DefaultValueFactory = _ => Path.Combine("out", "demo"),
            HelpName = "DIR",
        };
        var tape = new Option<string?>("--tape") { Description = "Run on this market tape instead of a synthetic one; needs --now.", HelpName = "DIR" };
        var (now, json) = (CommonOptions.Now(), CommonOptions.Json());
        var command = new Command("demo", "Make a market, simulate the sources, run every pipeline, print what came of it. No key, no network.")
        {
            output, tape, now, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(output)!, parsed.GetValue(tape), parsed.GetValue(now), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string output, string? tape, DateTimeOffset? now, bool json, CancellationToken cancellation)
    {
        Clear(output);
        if (tape is null)
        {
            tape = Path.Combine(output, "tape");
            TapeMaker.Make(new TapeMakeOptions { Seed = 1, Assets = 400, Days = 120 }, tape, cancellation);
            now ??= TapeMakeOptions.DefaultEnd.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
            await Console.Error.WriteLineAsync($"synthetic market: {tape}");
        }

        var lake = Path.Combine(output, "lake");
        await using var host = await LocalRunHost.StartAsync(new HostChoice(lake, $"sim:{tape}?{Unhurried}", now), cancellation);
        foreach (var pipeline in Pipelines.All)
        {
            if (await host.RunAsync(pipeline, json, approved: null, RunScope.Whole, cancellation) is not ExitCodes.Done and var failed)
                return failed;
        }

        if (!json)
            WriteNextSteps(lake);
        return ExitCodes.Done;
    }

    /// <summary>Only a folder that a demo made is cleared.</summary>
    private static void Clear(string output)
    {
        if (Directory.Exists(output))
        {
            if (!File.Exists(Path.Combine(output, Marker)) && Directory.EnumerateFileSystemEntries(output).Any())
                throw new BadInputException($"--out {output}: the folder is not empty and no demo made it");
            Directory.Delete(output, recursive: true);
        }

        Directory.CreateDirectory(output);
        File.WriteAllText(Path.Combine(output, Marker), "Made by etl demo, which replaces this folder.\n");
    }

    private static void WriteNextSteps(string lake)
    {
        Console.WriteLine();
        Console.WriteLine("read it with DuckDB:");
        Console.WriteLine($"  SELECT rank, asset_id, market_cap_usd, galaxy_score, tvl_usd");
        Console.WriteLine($"  FROM read_parquet('{lake}/silver/live/*/*.parquet', hive_partitioning = true)");
        Console.WriteLine($"  ORDER BY rank LIMIT 10;");
    }
}
