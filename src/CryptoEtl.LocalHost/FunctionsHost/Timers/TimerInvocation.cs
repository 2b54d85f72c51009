using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using CryptoEtl.LocalHost.FunctionsHost.Discovery;
using CryptoEtl.LocalHost.FunctionsHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.FunctionsHost.Timers;

/// <summary>Calls a timer-triggered function, again after a failure if it has a retry attribute. A failure ends here, in the log.</summary>
internal sealed class TimerInvocation(LocalFunction function, FunctionRunner runner, TimeProvider time, ILogger log)
{
    private readonly RetryAttribute? _retry = function.Method.GetCustomAttribute<RetryAttribute>();

    public async Task RunAsync(TimerInfo timer, CancellationToken stopping)
    {
        var max = _retry?.MaxRetryCount ?? 0;
        for (var attempt = 0; !await TryAsync(timer, (attempt, max), stopping) && (max < 0 || attempt < max); attempt++)
            await Task.Delay(Pause(attempt), time, stopping);
    }

    private async Task<bool> TryAsync(TimerInfo timer, (int Count, int Max) retry, CancellationToken stopping)
    {
        try
        {
            await runner.RunAsync(function, new TimerValues(timer), stopping, retry);
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The timer function {Function} failed.", function.Name);
            return false;
        }
    }

    private TimeSpan Pause(int attempt) => _retry switch
    {
        FixedDelayRetryAttribute constant => Read(constant.DelayInterval),
        ExponentialBackoffRetryAttribute growing => Doubled(Read(growing.MinimumInterval), attempt, Read(growing.MaximumInterval)),
        _ => TimeSpan.Zero,
    };

    private static TimeSpan Doubled(TimeSpan first, int attempt, TimeSpan longest)
    {
        var pause = first.TotalSeconds * Math.Pow(2, attempt);
        return pause < longest.TotalSeconds ? TimeSpan.FromSeconds(pause) : longest;
    }

    private static TimeSpan Read(string interval) => TimeSpan.Parse(interval, CultureInfo.InvariantCulture);

    private sealed class TimerValues(TimerInfo timer) : ITriggerValues
    {
        public IReadOnlyDictionary<string, object?> BindingData => ImmutableDictionary<string, object?>.Empty;

        public object? ValueFor(ParameterInfo parameter, LocalFunctionContext context) => timer;
    }
}
