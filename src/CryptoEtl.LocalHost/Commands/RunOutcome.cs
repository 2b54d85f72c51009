using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Functions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>How a run ended: its report, or the cause of its failure in one line, and the exit code.</summary>
internal static class RunOutcome
{
    private static readonly JsonSerializerOptions Machine = new(JsonSerializerDefaults.Web);

    private static readonly (Type Cause, int ExitCode)[] Causes =
    [
        (typeof(GateHaltedException), ExitCodes.GateHalted),
        (typeof(BudgetException), ExitCodes.Budget),
        (typeof(UpstreamException), ExitCodes.Upstream),
        (typeof(CacheMissException), ExitCodes.Upstream),
        (typeof(BudgetStoreException), ExitCodes.Disk),
        (typeof(BadInputException), ExitCodes.Usage),
        (typeof(LakeException), ExitCodes.Usage),
    ];

    public static async Task<int> ShowAsync(OrchestrationMetadata run, IServiceProvider services, bool json, TimeSpan elapsed)
    {
        if (run.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
            return await ShowFailureAsync(run, services.GetRequiredService<Lake>(), json);

        var report = run.ReadOutputAs<RunReport>()!;
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(report, Machine));
        else
            ConsoleReport.Write(report, services.GetRequiredService<EtlSettings>().Lake, elapsed, Console.Out, PeakMemory.Text);
        return report.Failures.Count == 0 ? ExitCodes.Done : await ShowFailuresAsync(report.Failures);
    }

    /// <summary>The rest is in the lake.</summary>
    private static async Task<int> ShowFailuresAsync(IReadOnlyList<string> failures)
    {
        await Console.Error.WriteLineAsync($"error: {failures.Count} series could not be fetched; the same command again asks for these only. The first: {failures[0]}");
        return ExitCodes.Upstream;
    }

    /// <summary>The exit code and the cause of a failure: the innermost one that a person can act on.</summary>
    public static (int ExitCode, string Cause) Of(TaskFailureDetails? failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerFailure)
        {
            foreach (var (cause, exitCode) in Causes)
            {
                if (inner.ErrorType == cause.FullName)
                    return (exitCode, inner.ErrorMessage);
            }
        }

        return (IsDisk(failure) ? ExitCodes.Disk : ExitCodes.Bug, Innermost(failure)?.ToString() ?? "the run was stopped");
    }

    private static bool IsDisk(TaskFailureDetails? failure) =>
        Innermost(failure)?.ErrorType is "System.UnauthorizedAccessException" or "System.IO.IOException" or "System.IO.DirectoryNotFoundException";

    private static TaskFailureDetails? Innermost(TaskFailureDetails? failure) =>
        failure?.InnerFailure is { } inner ? Innermost(inner) : failure;

    private static async Task<int> ShowFailureAsync(OrchestrationMetadata run, Lake lake, bool json)
    {
        var (exitCode, cause) = Of(run.FailureDetails);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(new { runId = run.InstanceId, status = run.RuntimeStatus.ToString(), exitCode, cause }, Machine));
        else if (exitCode == ExitCodes.GateHalted && run.ReadInputAs<RunRequest>() is { } request)
            await ShowVerdictsAsync(lake, request.Batch);

        await Console.Error.WriteLineAsync($"error: {cause}");
        return exitCode;
    }

    /// <summary>What the gate saw, from its own records.</summary>
    private static async Task ShowVerdictsAsync(Lake lake, BatchId batch)
    {
        var rows = await lake.Table(GateTables.Verdict).ReadAsync(batch);
        ConsoleReport.WriteVerdicts([.. Enumerable.Range(0, rows.RowCount).Select(row => GateRecords.VerdictAt(rows, row))], Console.Out);
        Console.WriteLine("thresholds: settings GATE_MAX_LOSS, LIVE_MIN_ROWS, COINBASE_MIN_ROWS and DERIVATIVES_MIN_ROWS; rows held back: table gate_quarantine");
    }
}
