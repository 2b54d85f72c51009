using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.LocalHost.FunctionsHost;
using CryptoEtl.LocalHost.FunctionsHost.Discovery;
using CryptoEtl.LocalHost.FunctionsHost.Timers;
using CryptoEtl.LocalHost.Tests.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.Tests.FunctionsHost;

public sealed class TimerSamples(Journal journal)
{
    [Function("Hourly")]
    public void Hourly([TimerTrigger("0 30 * * * *")] TimerInfo timer) => journal.Add(TimerFunctionTests.Describe("hourly", timer));

    [Function("Configured")]
    public void Configured([TimerTrigger("%EVERY%", UseMonitor = false)] TimerInfo timer) => journal.Add(TimerFunctionTests.Describe("configured", timer));
}

public sealed class StartupSample(Journal journal)
{
    [Function("AtStart")]
    public void Run([TimerTrigger("0 0 * * *", RunOnStartup = true)] TimerInfo timer) => journal.Add(TimerFunctionTests.Describe("start", timer));
}

public sealed class FailingSample(Journal journal)
{
    [Function("Failing"), FixedDelayRetry(1, "00:00:10")]
    public void Run([TimerTrigger("0 30 * * * *")] TimerInfo timer, FunctionContext context)
    {
        journal.Add($"attempt {context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount + 1} {timer.IsPastDue}");
        throw new InvalidOperationException("no");
    }
}

public sealed class SlowSample(Journal journal, ManualTimeProvider time)
{
    [Function("Slow")]
    public void Run([TimerTrigger("0 30 * * * *")] TimerInfo timer)
    {
        journal.Add(TimerFunctionTests.Describe("slow", timer));
        // The first run takes until 07:04, so 04:30, 05:30 and 06:30 pass meanwhile.
        if (journal.Lines.Count == 1) time.AdvanceTo(ManualTimeProvider.Epoch.AddHours(4));
    }
}

/// <summary>Timer-triggered functions on a clock the test moves. It starts at 03:04:05.</summary>
public sealed class TimerFunctionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("timer-tests-");
    private readonly ManualTimeProvider _time = new(ManualTimeProvider.Epoch);
    private readonly Journal _journal = new();
    private readonly Dictionary<string, string?> _settings = new() { ["EVERY"] = "*/10 * * * *" };

    public void Dispose() => _folder.Delete(recursive: true);

    public static string Describe(string name, TimerInfo timer) =>
        $"{name}{(timer.IsPastDue ? " past due" : "")} next {timer.ScheduleStatus?.Next.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "unknown"}";

    [Fact]
    public async Task Each_occurrence_runs_once_and_is_told_the_next()
    {
        using var host = await StartAsync(typeof(TimerSamples));

        await AdvanceAsync(minutes: 26, "hourly", runs: 1);
        await AdvanceAsync(minutes: 60, "hourly", runs: 2);
        await host.StopAsync();

        Assert.Equal(["hourly next 04:30", "hourly next 05:30"], _journal.Lines.Where(line => line.StartsWith("hourly", StringComparison.Ordinal)));
        Assert.All(_journal.Lines.Where(line => line.StartsWith("configured", StringComparison.Ordinal)), line => Assert.EndsWith("unknown", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Occurrences_missed_while_down_are_caught_up_once()
    {
        using (var first = await StartAsync(typeof(TimerSamples))) await first.StopAsync();
        _time.Advance(TimeSpan.FromHours(5));

        using var second = await StartAsync(typeof(TimerSamples));
        await Eventually.TrueAsync(() => _journal.Lines.Count == 1, "the catch-up");
        await second.StopAsync();

        Assert.Equal(["hourly past due next 08:30"], _journal.Lines);
    }

    [Fact]
    public async Task After_a_catch_up_a_restart_has_nothing_to_catch_up()
    {
        using (var first = await StartAsync(typeof(TimerSamples))) await first.StopAsync();
        _time.Advance(TimeSpan.FromHours(5));
        using (var second = await StartAsync(typeof(TimerSamples)))
        {
            await Eventually.TrueAsync(() => _journal.Lines.Count == 1, "the catch-up");
            await second.StopAsync();
        }

        using var third = await StartAsync(typeof(TimerSamples));
        await AdvanceAsync(minutes: 10, "configured", runs: 1);
        await third.StopAsync();

        Assert.Single(_journal.Lines, line => line.StartsWith("hourly", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Occurrences_that_pass_while_a_run_takes_its_time_become_one()
    {
        using var host = await StartAsync(typeof(SlowSample));

        await AdvanceAsync(minutes: 26, "slow", runs: 2);
        await host.StopAsync();

        Assert.Equal(["slow next 04:30", "slow next 07:30"], _journal.Lines);
    }

    [Fact]
    public async Task RunOnStartup_runs_at_every_start()
    {
        for (var start = 1; start <= 2; start++)
        {
            using var host = await StartAsync(typeof(StartupSample));
            await Eventually.TrueAsync(() => _journal.Lines.Count == start, "the run at start");
            await host.StopAsync();
        }

        Assert.Equal(["start next 00:00", "start next 00:00"], _journal.Lines);
    }

    [Fact]
    public async Task A_failure_is_retried_as_declared_and_the_schedule_goes_on()
    {
        using var host = await StartAsync(typeof(FailingSample));

        await AdvanceAsync(minutes: 26, "attempt", runs: 1);
        await Eventually.TrueAsync(() => _time.NextDue is not null, "the pause before the retry");
        _time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => _journal.Lines.Count == 2, "the retry");
        await Eventually.TrueAsync(() => _time.NextDue is not null, "the next occurrence");
        await AdvanceAsync(minutes: 60, "attempt", runs: 3);
        await host.StopAsync();

        Assert.Equal(["attempt 0 of 2 False", "attempt 1 of 2 False", "attempt 0 of 2 False"], _journal.Lines);
    }

    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-02T03:05:00")]
    [InlineData("*/5 * * * *", "2026-01-02T03:05:00")]
    [InlineData("30 0 12 * * 0", "2026-01-04T12:00:30")]
    [InlineData("02:00:00", "2026-01-02T05:04:05")]
    [InlineData("%EVERY%", "2026-01-02T03:10:00")]
    public void Schedules_are_NCRONTAB_of_six_or_five_fields_or_time_spans(string expression, string next)
    {
        var schedule = TimerSchedule.Parse(expression, "f", name => _settings.GetValueOrDefault(name));

        Assert.Equal(DateTime.Parse(next, CultureInfo.InvariantCulture), schedule.After(_time.GetUtcNow().UtcDateTime));
    }

    [Theory]
    [InlineData("hourly", "neither NCRONTAB")]
    [InlineData("0 61 * * * *", "neither NCRONTAB")]
    [InlineData("%MISSING%", "names the setting MISSING, which is not set")]
    public void A_bad_schedule_is_refused_with_its_function(string expression, string because)
    {
        var refusal = Assert.Throws<BadInputException>(() => TimerSchedule.Parse(expression, "Nightly", name => _settings.GetValueOrDefault(name)));

        Assert.Contains("Nightly", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("*/30 * * * * *", true), InlineData("0 * * * * *", false), InlineData("00:00:30", true)]
    public void Schedules_of_less_than_a_minute_are_not_monitored(string expression, bool tooOften) =>
        Assert.Equal(tooOften, TimerSchedule.Parse(expression, "f", _ => null).IsTooOftenToMonitor(_time.GetUtcNow().UtcDateTime));

    private async Task AdvanceAsync(int minutes, string name, int runs)
    {
        for (var i = 0; i < minutes; i++)
        {
            await Eventually.TrueAsync(() => _time.NextDue > _time.GetUtcNow(), "the timers to be set");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        await Eventually.TrueAsync(() => _journal.Lines.Count(line => line.StartsWith(name, StringComparison.Ordinal)) == runs, $"{runs} runs of {name}");
    }

    private async Task<IHost> StartAsync(params Type[] functions)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton(_time).AddSingleton(_journal);
        builder.Services.AddLocalFunctions(
            new LocalFunctionsOptions { DatabasePath = Path.Combine(_folder.FullName, "runs.db"), RunTimers = true }, FunctionCatalog.From(functions));
        var host = builder.Build();
        await host.StartAsync();
        // The loops are background services: they have begun once each has set its timer.
        await Eventually.TrueAsync(() => _time.NextDue is not null || _journal.Lines.Count > 0, "the loops to begin");
        return host;
    }
}
