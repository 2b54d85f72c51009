namespace Microsoft.DurableTask.Tests;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void What_is_not_given_has_the_documented_default()
    {
        var policy = new RetryPolicy(3, Second);

        Assert.Equal((3, Second, 1.0), (policy.MaxNumberOfAttempts, policy.FirstRetryInterval, policy.BackoffCoefficient));
        Assert.Equal((TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan), (policy.MaxRetryInterval, policy.RetryTimeout));
    }

    [Theory]
    [InlineData(0, 1, 1, null, null, "maxNumberOfAttempts")]
    [InlineData(-1, 1, 1, null, null, "maxNumberOfAttempts")]
    [InlineData(1, 0, 1, null, null, "firstRetryInterval")]
    [InlineData(1, -1, 1, null, null, "firstRetryInterval")]
    [InlineData(1, 1, 0.99, null, null, "backoffCoefficient")]
    [InlineData(1, 2, 1, 1, null, "maxRetryInterval")]
    [InlineData(1, 2, 1, null, 1, "retryTimeout")]
    public void Values_out_of_range_are_refused_by_name(int attempts, int first, double coefficient, int? longest, int? timeout, string parameter)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts, Second * first, coefficient, Second * longest, Second * timeout));

        Assert.Equal(parameter, refusal.ParamName);
    }

    [Fact]
    public void Infinite_is_never_too_short() =>
        Assert.Equal(Timeout.InfiniteTimeSpan, new RetryPolicy(1, Second, 1, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan).MaxRetryInterval);

    [Fact]
    public void Handlers_and_policies_become_options()
    {
        TaskRetryOptions byPolicy = new RetryPolicy(1, Second);
        TaskRetryOptions byHandler = new RetryHandler(context => context.LastAttemptNumber < 2);

        Assert.NotNull(byPolicy.Policy);
        Assert.Null(byPolicy.Handler);
        Assert.NotNull(byHandler.Handler);
        Assert.Null(byHandler.Policy);
    }

    [Fact]
    public void A_child_keeps_its_id_and_retries_through_copies()
    {
        var options = new TaskOptions(new RetryPolicy(1, Second), new Dictionary<string, string> { ["a"] = "1" }).WithInstanceId("child");

        var copy = new SubOrchestrationOptions((TaskOptions)options);

        Assert.Equal(("child", "1"), (copy.InstanceId, copy.Tags!["a"]));
        Assert.Same(options.Retry, copy.Retry);
        Assert.Equal("other", new SubOrchestrationOptions(options, "other").InstanceId);
    }
}
