using System.CommandLine;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Universe.Bias;
using CryptoEtl.Core.Universe.Identity;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl universe</c>: questions to the universe of a lake. Nothing is written to it.</summary>
internal static class UniverseCommand
{
    public static Command Create() => new("universe", "Ask the universe of a lake: who was a member, who is who, and how much a list of survivors lies.")
    {
        Show(), Who(), Bias(), Compare(),
    };

    private static Command Show()
    {
        var on = Day("--on", "UTC day.", required: true);
        var top = new Option<int>("--top") { Description = "Rows at most.", DefaultValueFactory = _ => 250 };
        var lake = CommonOptions.Lake();
        var command = new Command("show", "One day: members by rank, who was left out or left, and why.") { on, top, lake };
        command.SetAction((parsed, cancellation) =>
            UniverseShow.RunAsync(Open(parsed.GetValue(lake)), DayOf(parsed.GetValue(on))!.Value, parsed.GetValue(top), Console.Out, cancellation));
        return command;
    }

    private static Command Who()
    {
        var value = new Argument<string>("symbol") { Description = "Symbol, or with --by a name or a contract (platform:address)." };
        var by = new Option<string>("--by") { Description = "symbol, name or contract.", DefaultValueFactory = _ => IdentityKind.Symbol };
        by.AcceptOnlyFromAmong(IdentityKind.Symbol, IdentityKind.Name, IdentityKind.Contract);
        var on = Day("--on", "UTC day, taken at its end. Default: now.", required: false);
        var assume = new Option<bool>("--assume") { Description = "Before an asset was first seen, take its first interval." };
        var active = new Option<bool>("--active") { Description = "Leave out coins that were not active then: the dead keep their tickers." };
        var lake = CommonOptions.Lake();
        var command = new Command("who", "The one asset that was known by a symbol. Where there is none, or several, it says so and exits with 2.") { value, by, on, assume, active, lake };
        command.SetAction((parsed, cancellation) => UniverseWho.RunAsync(
            Open(parsed.GetValue(lake)), new(parsed.GetValue(by)!, parsed.GetValue(value)!, MomentOf(parsed.GetValue(on))),
            new(parsed.GetValue(assume), parsed.GetValue(active)), Console.Out, cancellation));
        return command;
    }

    private static Command Bias()
    {
        var from = Day("--from", "First UTC day.", required: true);
        var to = Day("--to", "Last UTC day.", required: true);
        var every = new Option<Rebalancing>("--rebalance") { Description = "month or day.", DefaultValueFactory = _ => Rebalancing.Month };
        var output = new Option<string?>("--out") { Description = "Picture to write, SVG.", HelpName = "FILE.svg" };
        var lake = CommonOptions.Lake();
        var command = new Command("bias", "How much better the past looks through a list of survivors than it was, by year.") { from, to, every, output, lake };
        command.SetAction((parsed, cancellation) => UniverseBias.RunAsync(
            Open(parsed.GetValue(lake)), new(DayOf(parsed.GetValue(from))!.Value, DayOf(parsed.GetValue(to))!.Value, parsed.GetValue(every), parsed.GetValue(output)),
            Console.Out, cancellation));
        return command;
    }

    private static Command Compare()
    {
        var files = new Argument<string[]>("file") { Description = "CSV files, or .csv.gz, with snapshot_date, rank, name and symbol or slug.", Arity = ArgumentArity.OneOrMore };
        var tolerance = new Option<int>("--tolerance") { Description = "Ranks that may lie between.", DefaultValueFactory = _ => 5 };
        var misses = new Option<string?>("--misses") { Description = "File for every line that disagrees, and why.", HelpName = "FILE.csv" };
        var lake = CommonOptions.Lake();
        var command = new Command("compare", "Compare ranks with dated rank lists of others.") { files, tolerance, misses, lake };
        command.SetAction((parsed, cancellation) => UniverseCompare.RunAsync(
            Open(parsed.GetValue(lake)), parsed.GetRequiredValue(files), parsed.GetValue(tolerance), parsed.GetValue(misses), Console.Out, cancellation));
        return command;
    }

    private static UniverseLake Open(string? lake) => new(LakeOptions.Open(lake));

    private static Option<string?> Day(string name, string description, bool required) =>
        new(name) { Description = description, HelpName = "YYYY-MM-DD", Required = required };

    private static DateOnly? DayOf(string? text) => text switch
    {
        null => null,
        _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => throw new BadInputException($"'{text}' is not a day such as 2025-12-31"),
    };

    private static DateTimeOffset MomentOf(string? day) =>
        DayOf(day) is { } end ? new(end, new TimeOnly(23, 59, 59), TimeSpan.Zero) : TimeProvider.System.GetUtcNow();
}
