using System.CommandLine;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Serve;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl simulate</c>: the sources' HTTP APIs from a tape, until told to stop.</summary>
public static class SimulateCommand
{
    public static Command Create()
    {
        var tape = new Option<string>("--tape") { Description = "Folder of the market tape, from 'etl tape make' or 'etl tape import'.", Required = true };
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1. 0 takes any free one.", DefaultValueFactory = _ => 5080 };
        var now = new Option<string>("--now") { Description = "The simulated moment, ISO-8601 UTC such as 2018-02-01T12:00Z. Nothing later is visible.", Required = true };
        var key = new Option<string>("--key") { Description = "The API key all sources accept.", DefaultValueFactory = _ => "sim-key" };
        var rate = new Option<int>("--rate") { Description = "CoinGecko calls a minute before 429.", DefaultValueFactory = _ => 500 };
        var social = new Option<int>("--lunarcrush-rate") { Description = "LunarCrush calls a minute before 429.", DefaultValueFactory = _ => 100 };
        var credits = new Option<int>("--credits") { Description = "CoinGecko credits for the month before 429.", DefaultValueFactory = _ => 500_000 };
        var faults = new Option<string?>("--faults") { Description = "Faults to inject, comma-separated, NAME or NAME=NUMBER; all-transient for every one a patient client gets over. An unknown name lists them all." };
        var padding = new Option<int>("--protocol-padding") { Description = "Least length of a DefiLlama /protocol/{slug} answer, in bytes." };
        var plan = new Option<string>("--plan") { Description = "CoinGecko plan of the key: full, or basic without inactive coins, new listings and candles of a range.", DefaultValueFactory = _ => "full" };

        var command = new Command("simulate", "Serve the HTTP APIs of CoinGecko, DefiLlama, LunarCrush and Coinbase from a market tape, frozen at one moment.")
        {
            tape, port, now, key, rate, social, credits, faults, padding, plan,
        };
        command.SetAction((arguments, cancellation) => RunAsync(
            new SimulatorOptions
            {
                TapeDirectory = arguments.GetRequiredValue(tape),
                Now = ParseMoment(arguments.GetRequiredValue(now)),
                Port = InRange("--port", arguments.GetValue(port), 0, 65_535),
                ApiKey = arguments.GetRequiredValue(key),
                CallsPerMinute = InRange("--rate", arguments.GetValue(rate), 1, int.MaxValue),
                LunarCrushCallsPerMinute = InRange("--lunarcrush-rate", arguments.GetValue(social), 1, int.MaxValue),
                MonthlyCredits = InRange("--credits", arguments.GetValue(credits), 0, int.MaxValue),
                Plan = LocalSimulator.PlanOf("--plan", arguments.GetRequiredValue(plan)),
                Faults = arguments.GetValue(faults),
                ProtocolPadding = InRange("--protocol-padding", arguments.GetValue(padding), 0, int.MaxValue),
            },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(SimulatorOptions options, CancellationToken cancellation)
    {
        await using var server = await SimulatorServer.StartAsync(options, cancellation);
        Console.Out.WriteLine($"simulating {options.Now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} on {server.BaseAddress} key {options.ApiKey}");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C and SIGTERM are the normal way out.
        }

        return ExitCodes.Done;
    }

    private static DateTimeOffset ParseMoment(string text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : throw new BadInputException($"--now: '{text}' is not a time such as 2018-02-01T12:00Z");

    private static int InRange(string option, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new BadInputException($"{option}: {value} lies outside {least} to {most}");
}
