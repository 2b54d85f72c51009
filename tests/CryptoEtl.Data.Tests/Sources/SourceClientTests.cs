using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.RateBudget;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>The clients against the simulator over real HTTP, through a real cache and a real budget.</summary>
public sealed class SourceClientTests(SmallTape tape) : IClassFixture<SmallTape>, IAsyncDisposable
{
    private static readonly PlannedRequest Markets = LivePlan.For(SourceHarness.Batch, withSocial: false, links: 0).Requests[0];
    private static readonly PlannedRequest Listing = new("l", Endpoints.CoinsList, "coins/list?include_platform=true");
    private readonly SourceHarness harness = new(tape.Path);

    public ValueTask DisposeAsync() => harness.DisposeAsync();

    [Fact]
    public async Task A_good_answer_is_kept_as_it_came()
    {
        await harness.StartAsync();
        var answer = await harness.FetchAsync(Markets);

        using var http = new HttpClient { BaseAddress = harness.Simulator.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v3/{Markets.PathAndQuery}") { Headers = { { "x-cg-pro-api-key", "sim-key" } } };
        using var response = await http.SendAsync(request);
        Assert.Equal(await response.Content.ReadAsByteArrayAsync(), await harness.BytesAsync(answer.Sha256));
        Assert.Equal((200, 1, 1, CacheOutcome.Fetched), (answer.Status, answer.Attempts, answer.Credits, answer.Came));
        Assert.DoesNotContain("sim-key", answer.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_question_at_the_same_moment_is_asked_and_paid_once()
    {
        await harness.StartAsync();
        var first = await harness.FetchAsync(Markets);
        var second = await harness.FetchAsync(Markets);

        Assert.Equal((first.Sha256, first.ReceivedAt), (second.Sha256, second.ReceivedAt));
        Assert.Equal((0, 0, CacheOutcome.Disk), (second.Attempts, second.Credits, second.Came));
        Assert.Equal(1, Assert.Single(harness.Simulator.Ledger.Calls).Count);
    }

    [Theory, InlineData("error-in-200=2", 3), InlineData("throttle=1", 2), InlineData("flaky=2", 1), InlineData("drip", 1)]
    public async Task A_stumbling_source_is_asked_until_it_answers(string faults, int attempts)
    {
        await harness.StartAsync(faults);
        Assert.Equal(attempts, (await harness.FetchAsync(Markets)).Attempts);
    }

    [Theory, InlineData("truncate=1", "coingecko /coins/markets"), InlineData("malformed-json", "the answer is cut off")]
    public async Task A_body_that_is_not_whole_is_never_kept(string faults, string cause)
    {
        await harness.StartAsync(faults, attempts: 3);
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => harness.FetchAsync(Markets));

        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        Assert.Contains("3 attempts", failure.Message, StringComparison.Ordinal);
        Assert.False(await harness.CoinGecko.IsHeldAsync(Markets));
        Assert.False(Directory.Exists(Path.Combine(harness.Lake, "raw")));
    }

    [Fact]
    public async Task A_source_that_asks_for_a_longer_pause_than_allowed_is_given_up()
    {
        await harness.StartAsync("throttle=1", longestPause: TimeSpan.FromMilliseconds(500));
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => harness.FetchAsync(Markets));
        Assert.Contains("it asks to wait 1 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_down_is_given_up_after_the_set_attempts()
    {
        await harness.StartAsync("down");
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => harness.FetchAsync(Markets));
        Assert.Contains("coingecko /coins/markets: 503", failure.Message, StringComparison.Ordinal);
        Assert.Contains("after 4 attempts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_source_is_down_a_list_of_yesterday_stands_in_and_says_so_but_prices_do_not()
    {
        await harness.StartAsync();
        await harness.FetchAsync(Listing);
        await harness.FetchAsync(Markets);
        await harness.StartAsync("down", later: TimeSpan.FromHours(10));

        Assert.Equal(CacheOutcome.Stale, (await harness.FetchAsync(Listing)).Came);
        await Assert.ThrowsAsync<UpstreamException>(() => harness.FetchAsync(Markets));
    }

    [Fact]
    public async Task A_refused_key_is_not_hidden_by_an_older_answer()
    {
        await harness.StartAsync();
        await harness.FetchAsync(Listing);
        await harness.StartAsync(key: "wrong", later: TimeSpan.FromHours(10));
        await Assert.ThrowsAsync<UpstreamException>(() => harness.FetchAsync(Listing));
    }

    [Theory, InlineData(null), InlineData("wrong")]
    public async Task A_refused_key_is_not_tried_again(string? key)
    {
        await harness.StartAsync(key: key);
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => harness.FetchAsync(Markets));
        Assert.Contains("check COINGECKO_PRO_API_KEY", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thing_that_is_not_there_is_an_answer_where_that_can_be()
    {
        await harness.StartAsync();
        var meta = LivePlan.SocialMeta(987654321);
        var answer = await harness.FetchAsync(meta);
        Assert.Equal((404, 0), (answer.Status, answer.Credits));

        Assert.Equal(CacheOutcome.Disk, (await harness.FetchAsync(meta)).Came);
        var venue = new PlannedRequest("v", Endpoints.DerivativeVenue, "derivatives/exchanges/nobody");
        Assert.Contains("404", (await Assert.ThrowsAsync<UpstreamException>(() => harness.FetchAsync(venue))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_key_may_do_is_asked_of_the_source()
    {
        await harness.StartAsync(credits: 5, rate: 120);
        Assert.Equal(new SourceQuota(CallsPerMinute: 120, MonthLeft: 5, MonthLimit: 5), await harness.CoinGecko.AskQuotaAsync(SourceHarness.Batch));
        await harness.FetchAsync(Markets);
        Assert.Equal(4, (await harness.CoinGecko.AskQuotaAsync(SourceHarness.Batch))!.MonthLeft);
        Assert.NotNull((await harness.DefiLlama.AskQuotaAsync(SourceHarness.Batch))!.MonthLeft);
    }

    [Fact]
    public async Task The_headers_of_LunarCrush_reach_the_budget()
    {
        await harness.StartAsync();
        await harness.FetchAsync(LivePlan.Social(0));
        var left = (await harness.Budget.StandingAsync(SourceNames.LunarCrush, null)).Left.CallsToday;
        Assert.Equal(19_999, left);
    }

    [Fact]
    public async Task Every_call_counts_and_only_good_ones_cost()
    {
        await harness.StartAsync("flaky=2");
        await harness.FetchAsync(Markets);
        await harness.FetchAsync(Listing);
        var standing = await harness.Budget.StandingAsync(SourceNames.CoinGecko, SourceHarness.Batch.Id);
        Assert.Equal((2L, 3L), (standing.SpentRun, standing.CallsToday));
    }

    [Fact]
    public async Task A_spent_month_is_a_matter_of_budget_not_of_patience()
    {
        await harness.StartAsync(credits: 0);
        await Assert.ThrowsAsync<BudgetException>(() => harness.FetchAsync(Markets));
    }

    [Fact]
    public async Task A_cap_stops_before_the_call()
    {
        await harness.StartAsync(cap: 1);
        await harness.FetchAsync(Markets);
        var refused = await Assert.ThrowsAsync<BudgetException>(() => harness.FetchAsync(Listing));

        Assert.Contains("COINGECKO_MAX_PER_RUN", refused.Message, StringComparison.Ordinal);
        Assert.Single(harness.Simulator.Ledger.Calls);
    }

    [Fact]
    public async Task A_slow_source_is_cut_off_and_named()
    {
        await harness.StartAsync("slow=5000", attempts: 1, timeout: TimeSpan.FromSeconds(1));
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => harness.FetchAsync(Markets));
        Assert.Contains("no answer within 1 s (1 attempt)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_is_in_anything_that_was_kept()
    {
        await harness.StartAsync();
        foreach (var request in new[] { Markets, Listing, LivePlan.Social(0), new("p", Endpoints.Protocols, "protocols"), new("o", Endpoints.OnchainPerps, "perps") })
            await harness.FetchAsync(request);
        foreach (var file in Directory.EnumerateFiles(harness.Root, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("sim-key", file, StringComparison.Ordinal);
            if (!file.EndsWith(".lock", StringComparison.Ordinal))
                Assert.DoesNotContain("sim-key", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
    }
}
