using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Data.Features.Files;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl features</c>: features of anyone's files. No lake, no network.</summary>
internal static class FeaturesCommand
{
    private static readonly JsonSerializerOptions Machine = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create()
    {
        var daily = Input("--daily", "Bars, caps and all else with a value a day: .csv, .csv.gz or .parquet. --in is the same.", "--in");
        var universe = Input("--universe", "Who is a member on which day: date,asset_id.");
        var hourly = Input("--hourly", "Closes of hours: asset_id,timestamp,close.");
        var revisions = Input("--revisions", "Values whose publication is known: asset_id,date,field,value,published_at.");
        var config = Input("--config", "Lags, limits and names that differ from the defaults, as JSON.");
        var columns = new Option<string?>("--columns") { Description = "Only these features, comma-separated. Default: all. 'etl features list' shows them.", HelpName = "A,B" };
        var (from, to, json) = (LakeOptions.From(), LakeOptions.To(), CommonOptions.Json());
        var output = new Option<string>("--out") { Description = "File to write: .csv or .csv.gz, a line per value; .parquet, a column per feature.", HelpName = "FILE", Required = true };
        (daily.Required, universe.Required) = (true, true);
        var command = new Command("features", "Features of files of your own, as they would have been known day by day; docs/feature-files.md.")
        {
            daily, universe, hourly, revisions, config, columns, from, to, output, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            new(parsed.GetRequiredValue(daily)!, parsed.GetRequiredValue(universe)!, parsed.GetValue(hourly), parsed.GetValue(revisions)),
            parsed.GetValue(config),
            parsed.GetValue(columns) is { } names ? FeatureColumns.Of(names) : null,
            (LakeOptions.Day("--from", parsed.GetValue(from)), LakeOptions.Day("--to", parsed.GetValue(to))),
            parsed.GetRequiredValue(output), parsed.GetValue(json), cancellation)));
        command.Subcommands.Add(FeaturesList.Create());
        command.Subcommands.Add(FeaturesProve.Create());
        return command;
    }

    private static Option<string?> Input(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = "FILE" };

    private static int Run(
        FeatureFiles files, string? configFile, IReadOnlyCollection<string>? columns, (DateOnly? From, DateOnly? To) days, string output, bool json, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        RequireOutput(output, columns, files);
        var config = configFile is null ? new() : FeatureConfigFile.Read(configFile);
        var input = FeatureInput.Read(files, config, cancellation);
        var written = FeatureOutput.Write(input.Panel, columns, days.From, days.To, output, cancellation);
        if (json)
            Console.WriteLine(Json(input, written, watch.Elapsed));
        else
            Write(input, written, watch.Elapsed);
        return ExitCodes.Done;
    }

    private static void RequireOutput(string output, IReadOnlyCollection<string>? columns, FeatureFiles files)
    {
        FeatureOutput.RequireFormat(output);
        var inputs = files.All.Select(Path.GetFullPath).ToHashSet();
        var outputs = FeatureOutput.FilesOf(output, columns);
        if (outputs.FirstOrDefault(inputs.Contains) is { } both)
            throw new BadInputException($"--out is '{output}': {both} would be written, which is read");
        if (outputs.FirstOrDefault(Directory.Exists) is { } folder)
            throw new BadInputException($"--out is '{output}': {folder} is a folder");
    }

    private static void Write(FeatureInput input, FeatureWritten written, TimeSpan time)
    {
        foreach (var note in input.Notes)
            Console.WriteLine(note);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{written.Rows} rows of {written.Assets} assets on {written.Days} days, {written.First:yyyy-MM-dd} to {written.Last:yyyy-MM-dd}, in {time.TotalSeconds:F1} s, {PeakMemory.Text}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{written.Cells} cells, {100 * Share(written):F1} % of them null; config {input.Panel.Config.Hash}"));
        foreach (var file in written.Files)
            Console.WriteLine($"wrote {file}");
    }

    private static string Json(FeatureInput input, FeatureWritten written, TimeSpan time) => JsonSerializer.Serialize(
        new
        {
            written.Rows, written.Assets, written.Days, From = written.First, To = written.Last, written.Cells, NullsShare = Share(written), Seconds = Math.Round(time.TotalSeconds, 3), PeakBytes = PeakMemory.Bytes,
            ConfigHash = input.Panel.Config.Hash, FeatureConfig.SpecVersion, written.Files, input.Notes,
        },
        Machine);

    private static double Share(FeatureWritten written) => written.Cells == 0 ? 0 : (double)written.Nulls / written.Cells;
}
