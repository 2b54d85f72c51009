using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a function by the clock.</summary>
/// <param name="schedule">NCRONTAB of six fields (seconds first) or five, a time span, or <c>%NAME%</c> of a setting.</param>
[BindingCapabilities(KnownBindingCapabilities.FunctionLevelRetry)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; } = schedule;

    /// <summary>Default true: the host remembers runs, and a missed one is caught up once.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Default false. True also runs the function whenever the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
