using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources;
using CryptoEtl.Data.Sources.CoinGecko;
using CryptoEtl.Simulator.Make;
using CryptoEtl.Simulator.Serve;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>A small synthetic market, made once.</summary>
public sealed class SmallTape : IDisposable
{
    public SmallTape() => TapeMaker.Make(new TapeMakeOptions { Seed = 3, Assets = 20, Days = 20 }, Path, default);

    public string Path { get; } = Directory.CreateTempSubdirectory("cryptoetl-tape-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>The CoinGecko client against the simulator over real HTTP.</summary>
public sealed class SourceClientTests(SmallTape tape) : IClassFixture<SmallTape>, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly PlannedRequest Markets = LivePlan.For(new BatchId("live", Now), withSocial: false).Requests[0];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_good_answer_is_kept_as_it_came()
    {
        await using var simulator = await StartAsync(faults: null);
        var answer = await Client(simulator).FetchAsync(Markets, Raw);

        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v3/{Markets.PathAndQuery}") { Headers = { { "x-cg-pro-api-key", "sim-key" } } };
        using var response = await http.SendAsync(request);
        Assert.Equal(await response.Content.ReadAsByteArrayAsync(), await BytesAsync(answer.Sha256));
        Assert.Equal((200, 1, 1), (answer.Status, answer.Attempts, answer.Credits));
        Assert.DoesNotContain("sim-key", answer.Request, StringComparison.Ordinal);
    }

    [Theory, InlineData("error-in-200=2", 3), InlineData("throttle=1", 2)]
    public async Task A_stumbling_source_is_asked_until_it_answers(string faults, int attempts)
    {
        await using var simulator = await StartAsync(faults);
        Assert.Equal(attempts, (await Client(simulator).FetchAsync(Markets, Raw)).Attempts);
    }

    [Fact]
    public async Task A_source_that_asks_for_a_longer_pause_than_allowed_is_given_up()
    {
        await using var simulator = await StartAsync("throttle=1");
        var failure = await Assert.ThrowsAsync<UpstreamException>(
            () => Client(simulator, longestPause: TimeSpan.FromMilliseconds(500)).FetchAsync(Markets, Raw));
        Assert.Contains("it asks to wait 1 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_down_is_given_up_after_the_set_attempts()
    {
        await using var simulator = await StartAsync("down");
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => Client(simulator).FetchAsync(Markets, Raw));
        Assert.Contains("coingecko /coins/markets: 503", failure.Message, StringComparison.Ordinal);
        Assert.Contains("after 4 attempts", failure.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(null), InlineData("wrong")]
    public async Task A_refused_key_is_not_tried_again(string? key)
    {
        await using var simulator = await StartAsync(faults: null);
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => Client(simulator, key).FetchAsync(Markets, Raw));
        Assert.Contains("check COINGECKO_PRO_API_KEY", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credits_left_are_read_from_the_ledger()
    {
        await using var simulator = await StartAsync(faults: null, credits: 5);
        var client = Client(simulator);
        Assert.Equal(5, await client.CreditsLeftAsync(Raw));
        await client.FetchAsync(Markets, Raw);
        Assert.Equal(4, await client.CreditsLeftAsync(Raw));
    }

    [Fact]
    public async Task A_spent_month_is_a_matter_of_budget_not_of_patience()
    {
        await using var simulator = await StartAsync(faults: null, credits: 0);
        await Assert.ThrowsAsync<BudgetException>(() => Client(simulator).FetchAsync(Markets, Raw));
    }

    [Fact]
    public async Task A_slow_source_is_cut_off_and_named()
    {
        await using var simulator = await StartAsync("slow=5000");
        var failure = await Assert.ThrowsAsync<UpstreamException>(
            () => Client(simulator, attempts: 1, timeout: TimeSpan.FromSeconds(1)).FetchAsync(Markets, Raw));
        Assert.Contains("no answer within 1 s (1 attempt)", failure.Message, StringComparison.Ordinal);
    }

    private RawStore Raw => new(new FolderStorage(folder.Path));

    private Task<SimulatorServer> StartAsync(string? faults, int credits = 1000) => SimulatorServer.StartAsync(
        new SimulatorOptions { TapeDirectory = tape.Path, Now = Now, Faults = faults, MonthlyCredits = credits }, default);

    private static CoinGeckoClient Client(SimulatorServer simulator, string? key = "sim-key", int attempts = 4, TimeSpan? timeout = null, TimeSpan? longestPause = null)
    {
        var options = new SourceOptions
        {
            BaseAddress = new Uri(simulator.BaseAddress, "api/v3/"), ApiKey = key, Attempts = attempts,
            FirstPause = TimeSpan.FromMilliseconds(5), LongestPause = longestPause ?? TimeSpan.FromSeconds(1.2),
            AttemptTimeout = timeout ?? TimeSpan.FromSeconds(30),
        };
        return new CoinGeckoClient(new HttpClient { BaseAddress = options.BaseAddress }, options, TimeProvider.System);
    }

    private async Task<byte[]> BytesAsync(string sha256)
    {
        await using var body = await Raw.OpenAsync(sha256);
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
