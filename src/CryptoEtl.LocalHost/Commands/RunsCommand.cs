using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Runs;
using CryptoEtl.Functions;
using CryptoEtl.LocalHost.Durable;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl runs</c>.</summary>
internal static class RunsCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create() => new("runs", "What ran in a lake, and how it ended. Looks on while another process runs.") { List(), Show() };

    private static Command List()
    {
        var (lake, json) = (CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("list", "One line per run, newest first.") { lake, json };
        command.SetAction((parsed, cancellation) => ListAsync(SettingsOf(parsed.GetValue(lake)), parsed.GetValue(json), cancellation));
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("run") { Description = "Id of the run, such as live-20180201T120000Z." };
        var (lake, json) = (CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("show", "One run: its report, or why it failed.") { id, lake, json };
        command.SetAction((parsed, cancellation) => ShowAsync(
            SettingsOf(parsed.GetValue(lake)), parsed.GetValue(id)!, parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> ListAsync(EtlSettings settings, bool json, CancellationToken cancellation)
    {
        var runs = new List<OrchestrationMetadata>();
        await using (var client = Open(settings))
        {
            await foreach (var run in client.GetAllInstancesAsync(new OrchestrationQuery { FetchInputsAndOutputs = true }).WithCancellation(cancellation))
                runs.Add(run);
        }

        runs.Sort((a, b) => b.CreatedAt.CompareTo(a.CreatedAt));
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(runs.Select(Summary), Readable));
        else
            WriteList(runs);
        return ExitCodes.Done;
    }

    private static void WriteList(List<OrchestrationMetadata> runs)
    {
        Console.WriteLine($"{"run",-28} {"status",-10} {"started",-20} {"took",9}  result");
        foreach (var run in runs)
        {
            var took = (run.LastUpdatedAt - run.CreatedAt).TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
            Console.WriteLine($"{run.InstanceId,-28} {run.RuntimeStatus,-10} {Stamp(run.CreatedAt),-20} {took,9}  {Result(run)}");
        }
    }

    private static async Task<int> ShowAsync(EtlSettings settings, string id, bool json, CancellationToken cancellation)
    {
        await using var client = Open(settings);
        var run = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellation)
            ?? throw new BadInputException($"no run '{id}' in {settings.Lake}; 'etl runs list' has those there are");
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(new { run = Summary(run), report = ReportOf(run) }, Readable));
        else if (ReportOf(run) is { } report)
            ConsoleReport.Write(report, settings.Lake, report.FinishedAt - report.StartedAt, Console.Out);
        else
            Console.WriteLine($"{run.InstanceId}: {run.RuntimeStatus}, {Result(run)}");
        return ExitCodes.Done;
    }

    private static string Result(OrchestrationMetadata run) => run.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Completed => $"{ReportOf(run)?.Tables.Sum(table => table.Rows)} rows",
        OrchestrationRuntimeStatus.Failed => RunOutcome.Of(run.FailureDetails).Cause.ReplaceLineEndings(" "),
        _ when run.SerializedCustomStatus is not null && run.ReadCustomStatusAs<RunProgress>() is { } at => $"{at.Stage} {at.Done}/{at.Total}",
        _ => "",
    };

    private static object Summary(OrchestrationMetadata run) => new
    {
        runId = run.InstanceId,
        status = run.RuntimeStatus.ToString(),
        startedAt = run.CreatedAt,
        updatedAt = run.LastUpdatedAt,
        result = Result(run),
    };

    private static RunReport? ReportOf(OrchestrationMetadata run) =>
        run.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? run.ReadOutputAs<RunReport>() : null;

    private static DurableTaskClient Open(EtlSettings settings)
    {
        var database = LocalEngine.DatabaseOf(settings);
        return File.Exists(database)
            ? DurableStore.OpenReadOnlyClient(database)
            : throw new BadInputException($"{settings.Lake}: nothing has run here ({database} is not there)");
    }

    private static EtlSettings SettingsOf(string? lake) =>
        EtlSettings.From(Settings.Load(new Dictionary<string, string?> { ["ETL_LAKE"] = lake }));

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
