using System.CommandLine;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Import;
using CryptoEtl.Simulator.Make;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl tape</c>: makes and imports market tapes.</summary>
public static class TapeCommand
{
    public static Command Create() => new("tape", "Make or import a market tape: a folder of plain files that 'etl simulate' serves.")
    {
        CreateMake(),
        CreateImport(),
    };

    private static Command CreateMake()
    {
        var seed = new Option<ulong>("--seed") { Description = "Same seed and sizes, same bytes.", DefaultValueFactory = _ => 1 };
        var assets = new Option<int>("--assets") { Description = "Assets over the whole span, dead ones included.", DefaultValueFactory = _ => 1_000 };
        var days = new Option<int>("--days") { Description = "Days up to the end.", DefaultValueFactory = _ => 730 };
        var end = new Option<string?>("--end") { Description = $"Last day, such as 2025-12-31. Default {TapeMakeOptions.DefaultEnd:yyyy-MM-dd}." };
        var defects = new Option<double>("--defects") { Description = "Share of the last day's live rows with a declared defect.", DefaultValueFactory = _ => 0.03 };
        var output = Output();

        var command = new Command("make", "Make a synthetic market with births, deaths, gaps, restatements and declared defects.")
        {
            seed, assets, days, end, defects, output,
        };
        command.SetAction((arguments, cancellation) => Run(() =>
        {
            var options = new TapeMakeOptions
            {
                Seed = arguments.GetValue(seed),
                Assets = arguments.GetValue(assets),
                Days = arguments.GetValue(days),
                End = ParseDay(arguments.GetValue(end)),
                DefectShare = arguments.GetValue(defects),
            };
            Print(TapeMaker.Make(options, arguments.GetRequiredValue(output), cancellation));
        }));
        return command;
    }

    private static Command CreateImport()
    {
        var from = new Option<string>("--from") { Description = "Folder of real market files, laid out as docs/tape.md says.", Required = true };
        var output = Output();

        var command = new Command("import", "Build a tape from real market files. Rows left out are in rejected.csv, identities in mapping.csv.")
        {
            from, output,
        };
        command.SetAction((arguments, cancellation) => Run(() =>
            Print(TapeImporter.Import(arguments.GetRequiredValue(from), arguments.GetRequiredValue(output), cancellation))));
        return command;
    }

    private static Option<string> Output() => new("--out") { Description = "Folder to write the tape to. Created if absent.", Required = true };

    private static Task<int> Run(Action work)
    {
        work();
        return Task.FromResult(ExitCodes.Done);
    }

    private static DateOnly ParseDay(string? text)
    {
        if (text is null)
            return TapeMakeOptions.DefaultEnd;

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new BadInputException($"--end: '{text}' is not a day such as 2025-12-31");
    }

    private static void Print(TapeMakeReport report) => Console.Out.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"made {report.Assets} assets ({report.Dead} dead), {report.DailyRows} daily rows, {report.Protocols} protocols, {report.Restatements} restatements, {report.Defects} defects"));

    private static void Print(ImportReport report)
    {
        foreach (var file in report.Files)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.File}: read {file.Read}, kept {file.Kept}"));
            foreach (var (reason, count) in file.Rejected)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  rejected {count}: {reason}"));
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"imported {report.Assets} assets ({report.Dead} dead), {report.FirstDay:yyyy-MM-dd} to {report.LastDay:yyyy-MM-dd}"));
    }
}
