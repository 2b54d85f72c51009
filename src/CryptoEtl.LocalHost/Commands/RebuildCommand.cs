using System.CommandLine;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Rebuild;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl rebuild</c>: a bronze table once more from its raw answers, without network.</summary>
internal static class RebuildCommand
{
    private static readonly JsonSerializerOptions Machine = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var (table, from, to, lake, json) = (LakeOptions.Table(), LakeOptions.From(), LakeOptions.To(), CommonOptions.Lake(), CommonOptions.Json());
        var check = new Option<bool>("--check") { Description = "Only compare; a file that is gone stays gone." };
        var into = new Option<string?>("--into") { Description = "Make the table in another lake instead, files and commits.", HelpName = "DIR" };
        (from.Description, to.Description) = ("First UTC day of the batches, such as 2024-01-31.", "Last UTC day of the batches.");
        var command = new Command("rebuild", "Make a bronze table's files again from raw answers and compare them byte for byte; files that are gone are put back. Exit code 74: some differ.")
        {
            table, from, to, check, into, lake, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new(Tables.Named(parsed.GetValue(table)!), LakeOptions.Day("--from", parsed.GetValue(from)), LakeOptions.Day("--to", parsed.GetValue(to))),
            parsed.GetValue(lake), parsed.GetValue(check), parsed.GetValue(into), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Range range, string? folder, bool check, string? into, bool json, CancellationToken cancellation)
    {
        if (check && into is not null)
            throw new BadInputException("etl rebuild takes --check or --into, not both");
        var lake = LakeOptions.Open(folder);
        var report = into is null
            ? await AsideAsync(lake, range, check ? RebuildMode.Check : RebuildMode.Repair, cancellation)
            : await RebuildAsync(lake, Another(lake, into), range, RebuildMode.Into, cancellation);
        if (report.Files.Count == 0)
            throw new BadInputException($"{lake.Storage.Describe(range.Table.Folder)}: no batch of {range.Table.FullName} has raw answers or files there");

        if (json)
            Console.WriteLine(JsonSerializer.Serialize(report, Machine));
        else
            Write(report);
        return report.IsWhole ? ExitCodes.Done : ExitCodes.Disk;
    }

    /// <summary>Files are made in a folder of their own, which is gone afterwards.</summary>
    private static async Task<RebuildReport> AsideAsync(Lake lake, Range range, RebuildMode mode, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("cryptoetl-rebuild-");
        try
        {
            return await RebuildAsync(lake, new FolderStorage(folder.FullName), range, mode, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<RebuildReport> RebuildAsync(Lake lake, ILakeStorage target, Range range, RebuildMode mode, CancellationToken cancellation) =>
        new TableRebuild(lake, target, TimeProvider.System).RunAsync(range.Table, range.From, range.To, mode, cancellation);

    private static FolderStorage Another(Lake lake, string folder) => Path.GetFullPath(folder) == Path.GetFullPath(lake.Storage.Describe(""))
        ? throw new BadInputException($"--into is '{folder}', the lake itself")
        : new FolderStorage(folder);

    private static void Write(RebuildReport report)
    {
        foreach (var file in report.Files.Where(file => file.Outcome is not (RebuildOutcome.Identical or RebuildOutcome.Made)))
            Console.WriteLine($"{Word(file.Outcome)}: {file.Batch} {file.File}{(file.Note is null ? "" : $": {file.Note}")}");
        var counts = report.Files.GroupBy(file => file.Outcome).OrderBy(same => same.Key).Select(same => $"{same.Count()} {Word(same.Key)}");
        Console.WriteLine($"{report.Table}: {report.Batches} batches, {report.Files.Count} files: {string.Join(", ", counts)}");
    }

    private static string Word(RebuildOutcome outcome) => outcome.ToString().ToLowerInvariant();

    /// <summary>A table, and the days of its batches.</summary>
    private sealed record Range(TableDefinition Table, DateOnly? From, DateOnly? To);
}
