using System.CommandLine;
using CryptoEtl.Core;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The <c>etl</c> command line. Every failure ends here as one line and a documented exit code.</summary>
internal static class EtlCommand
{
    private const string Description = """
        CryptoEtl: crypto market history that does not lie.

          etl demo                                  everything at once: no key, no network
          etl plan derivatives                      what a run would ask and cost
          etl run universe                          who was in the market when, dead coins included
          etl run historical --from 2018-01-01      bars, value locked and social figures of all who ever were
          etl run live --lake lake                  the top of the market now, from the real sources
          etl run live --upstream sim:TAPE --now T  the same at a moment of a market tape
          etl serve                                 timers and HTTP on loopback
          etl runs list                             what ran, and how it ended
          etl cache stats                           what need not be asked again
          etl export silver_live --out f.parquet    a table as it was known, the same bytes for ever
          etl universe bias                         what survivorship bias would have made of returns
          etl explain silver_live bitcoin DAY rank  from a cell back to the raw answers
          etl revisions                             what the sources changed after they had told it
          etl run gate                              what was never judged, bars as series, the chain of verdicts
          etl gate report                           pages of what passed, what did not, and why
          etl gate check --table T --in FILE        anyone's file held to the contract of a table
          etl features --daily F --universe U --out O   features of files of your own
          etl features list                         every feature: name, formula, window, unit, source
          etl features prove                        proof on your lake that no row looks ahead
          etl quarantine list                       what was held back; fix, replay, discard, what-if
          etl rebuild bronze_live_market            bronze from raw answers, compared byte for byte

        Settings come from the environment, from .env or from local.settings.json:
          COINGECKO_PRO_API_KEY (or COINGECKO_DEMO_API_KEY), LUNARCRUSH_PRO_API_KEY, DEFILLAMA_PRO_API_KEY,
          ETL_LAKE, ETL_UPSTREAM, ETL_CACHE, CACHE_MODE, GCP_BUCKET_NAME, ETL_BUDGET, COINGECKO_MAX_PER_RUN, LIVE_SCHEDULE, LIVE_TOP,
          GATE_MAX_LOSS and more: docs/operations.md has all of them.

        Exit codes: 0 done, 2 usage or bad input, 3 gate halted, 4 budget, 5 upstream, 70 bug, 74 disk, 130 interrupted.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(Description);
        foreach (var command in new[]
                 {
                     DemoCommand.Create(), PlanCommand.Create(), RunCommand.Create(), ServeCommand.Create(), RunsCommand.Create(),
                     SimulateCommand.Create(), TapeCommand.Create(), CacheCommand.Create(), LakeCommand.Create(), UniverseCommand.Create(),
                     ExportCommand.Create(), RebuildCommand.Create(), RevisionsCommand.Create(), ExplainCommand.Create(), QuarantineCommand.Create(), GateCommand.Create(), FeaturesCommand.Create(),
                 })
            root.Subcommands.Add(command);

        try
        {
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0)
                return Complain(parsed.Errors.Select(error => error.Message));
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure)
        {
            return Explain(failure);
        }
    }

    private static int Complain(IEnumerable<string> errors)
    {
        foreach (var error in errors)
            Console.Error.WriteLine($"error: {error}");
        Console.Error.WriteLine("Try 'etl --help', or '--help' after a command.");
        return ExitCodes.Usage;
    }

    private static int Explain(Exception failure)
    {
        switch (failure)
        {
            case CryptoEtlException expected:
                Console.Error.WriteLine($"error: {expected.Message}");
                return expected.ExitCode;
            case OperationCanceledException:
                Console.Error.WriteLine("interrupted; the same command goes on where this one stopped");
                return ExitCodes.Interrupted;
            case IOException or UnauthorizedAccessException:
                Console.Error.WriteLine($"error: {failure.Message}");
                return ExitCodes.Disk;
            default:
                Console.Error.WriteLine($"bug: {failure}");
                return ExitCodes.Bug;
        }
    }
}
