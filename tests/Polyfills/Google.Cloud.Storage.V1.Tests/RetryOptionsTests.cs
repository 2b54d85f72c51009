using System.Net;

namespace Google.Cloud.Storage.V1.Tests;

/// <summary>What is repeated, how often and how fast.</summary>
public sealed class RetryOptionsTests : GcsTest
{
    [Fact]
    public async Task The_third_failure_is_the_last()
    {
        Server.Faults.Status("GET", 503, times: 3);
        await FailsAsync(HttpStatusCode.ServiceUnavailable, () => Client.GetObjectAsync(Bucket, "a", new() { RetryOptions = Eager }));
        Assert.Equal(3, Server.Calls.Count);
        Assert.True(Server.Faults.Exhausted);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_may_pass_is_tried_again(int status)
    {
        Server.Store.Put(Bucket, "a", [1]);
        Server.Faults.Status("GET", status);
        Assert.Equal("a", (await Client.GetObjectAsync(Bucket, "a", new() { RetryOptions = Eager })).Name);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(412)]
    [InlineData(501)]
    public async Task What_will_not_pass_is_not_tried_again(int status)
    {
        Server.Faults.Status("GET", status);
        await FailsAsync((HttpStatusCode)status, () => Client.GetObjectAsync(Bucket, "a"));
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task Given_options_make_a_plain_delete_and_a_plain_copy_repeatable()
    {
        Server.Store.Put(Bucket, "a", [1]);
        Server.Faults.Status("POST", 503).Status("DELETE", 503, times: 2);
        await Client.CopyObjectAsync(Bucket, "a", Bucket, "b", new() { RetryOptions = Eager });
        await Client.DeleteObjectAsync(Bucket, "a", new() { RetryOptions = Eager });
        Assert.Equal(5, Server.Calls.Count);
    }

    [Fact]
    public async Task Never_gives_a_read_one_try()
    {
        Server.Faults.Status("GET", 503, times: 2);
        await FailsAsync(HttpStatusCode.ServiceUnavailable, () => Client.GetObjectAsync(Bucket, "a", new() { RetryOptions = RetryOptions.Never }));
        await Assert.ThrowsAsync<GoogleApiException>(async () => await Client.ListObjectsAsync(Bucket, null, new() { RetryOptions = RetryOptions.Never }).CountAsync());
        Assert.Equal(2, Server.Calls.Count);
    }

    [Fact]
    public async Task A_predicate_decides_what_is_tried_again()
    {
        Server.Store.Put(Bucket, "a", [1]);
        var teapots = new RetryOptions(Timing(), RetryPredicate.FromErrorCodes(418));
        var fourHundreds = new RetryOptions(Timing(), RetryPredicate.FromErrorCodePredicate(code => code is >= 400 and < 500));
        Server.Faults.Status("GET", 418);
        Assert.NotNull(await Client.GetObjectAsync(Bucket, "a", new() { RetryOptions = teapots }));
        Server.Faults.Status("GET", 409).Status("GET", 418);
        Assert.NotNull(await Client.GetObjectAsync(Bucket, "a", new() { RetryOptions = fourHundreds }));
        Server.Faults.Status("GET", 503);
        await FailsAsync(HttpStatusCode.ServiceUnavailable, () => Client.GetObjectAsync(Bucket, "a", new() { RetryOptions = teapots }));
    }

    [Fact]
    public async Task Waiting_for_the_next_try_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var forAnHour = new RetryOptions(new RetryTiming(TimeSpan.FromHours(1), TimeSpan.FromHours(1), 1), RetryPredicate.FromErrorCodePredicate(_ =>
        {
            cancellation.Cancel();
            return true;
        }));
        Server.Faults.Status("GET", 503);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.GetObjectAsync(Bucket, "a", new() { RetryOptions = forAnHour }, cancellation.Token));
    }

    [Fact]
    public void Timing_doubles_from_a_second_to_half_a_minute_by_default()
    {
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(32), 2.0), (RetryTiming.Default.InitialBackoff, RetryTiming.Default.MaxBackoff, RetryTiming.Default.BackoffMultiplier));
        RetryTiming other = RetryTiming.Default.WithMaxBackoff(TimeSpan.FromSeconds(9)).WithInitialBackoff(TimeSpan.FromSeconds(3)).WithBackoffMultiplier(1.5);
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9), 1.5), (other.InitialBackoff, other.MaxBackoff, other.BackoffMultiplier));
    }

    [Fact]
    public void Timing_that_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryTiming.Default.WithInitialBackoff(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryTiming.Default.WithMaxBackoff(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryTiming.Default.WithBackoffMultiplier(0.5));
    }

    private static RetryTiming Timing() => new(TimeSpan.Zero, TimeSpan.Zero, 1);
}
