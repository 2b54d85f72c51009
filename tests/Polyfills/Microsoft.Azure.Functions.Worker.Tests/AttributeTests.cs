using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Tests;

public sealed class AttributeTests
{
    [Theory]
    [InlineData(typeof(FunctionAttribute), AttributeTargets.Method, false)]
    [InlineData(typeof(TriggerBindingAttribute), AttributeTargets.Parameter, false)]
    [InlineData(typeof(InputBindingAttribute), AttributeTargets.Parameter, false)]
    [InlineData(typeof(OutputBindingAttribute), AttributeTargets.Method | AttributeTargets.Property, false)]
    [InlineData(typeof(FixedDelayRetryAttribute), AttributeTargets.Method, true)]
    [InlineData(typeof(ExponentialBackoffRetryAttribute), AttributeTargets.Method, true)]
    [InlineData(typeof(TimerTriggerAttribute), AttributeTargets.Parameter, true)]
    [InlineData(typeof(HttpTriggerAttribute), AttributeTargets.Parameter, true)]
    [InlineData(typeof(OrchestrationTriggerAttribute), AttributeTargets.Parameter, true)]
    [InlineData(typeof(ActivityTriggerAttribute), AttributeTargets.Parameter, true)]
    [InlineData(typeof(DurableClientAttribute), AttributeTargets.Parameter, true)]
    public void Attributes_go_where_they_may(Type attribute, AttributeTargets targets, bool isSealed)
    {
        Assert.Equal(targets, attribute.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)!.ValidOn);
        Assert.Equal(isSealed, attribute.IsSealed);
    }

    [Theory]
    [InlineData(typeof(TimerTriggerAttribute), true)]
    [InlineData(typeof(HttpTriggerAttribute), false)]
    [InlineData(typeof(OrchestrationTriggerAttribute), false)]
    [InlineData(typeof(ActivityTriggerAttribute), false)]
    public void Only_timers_can_be_retried_as_a_whole(Type attribute, bool can) =>
        Assert.Equal(can, attribute.GetCustomAttribute<BindingCapabilitiesAttribute>()?.Capabilities.Contains(KnownBindingCapabilities.FunctionLevelRetry) ?? false);

    [Fact]
    public void An_HTTP_trigger_with_methods_alone_is_anonymous_and_without_anything_is_not()
    {
        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute().AuthLevel);
        Assert.Equal(AuthorizationLevel.Anonymous, new HttpTriggerAttribute("get").AuthLevel);
        Assert.Equal(["get", "post"], new HttpTriggerAttribute(AuthorizationLevel.Admin, "get", "post").Methods!);
        Assert.Null(new HttpTriggerAttribute(AuthorizationLevel.User).Methods);
    }

    [Fact]
    public void Authorization_levels_have_their_numbers() => Assert.Equal(
        ["Anonymous", "User", "Function", "System", "Admin"], Enumerable.Range(0, 5).Select(number => ((AuthorizationLevel)number).ToString()));

    [Fact]
    public void A_timer_is_monitored_and_does_not_run_at_start()
    {
        var timer = new TimerTriggerAttribute("0 0 * * * *");

        Assert.Equal(("0 0 * * * *", true, false), (timer.Schedule, timer.UseMonitor, timer.RunOnStartup));
    }

    [Theory, InlineData("soon"), InlineData("-00:00:01")]
    public void A_retry_interval_is_a_time_span_of_zero_or_more(string interval)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedDelayRetryAttribute(1, interval));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackoffRetryAttribute(1, interval, "00:01:00"));
    }

    [Fact]
    public void A_longest_interval_below_the_shortest_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ExponentialBackoffRetryAttribute(1, "00:02:00", "00:01:00"));

    [Fact]
    public void Retries_keep_what_they_were_given()
    {
        var retry = new ExponentialBackoffRetryAttribute(5, "00:00:01", "00:01:00");

        Assert.Equal((5, "00:00:01", "00:01:00"), (retry.MaxRetryCount, retry.MinimumInterval, retry.MaximumInterval));
    }
}
