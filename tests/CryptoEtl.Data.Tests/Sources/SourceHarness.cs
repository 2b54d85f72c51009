using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.RateBudget.Stores;
using CryptoEtl.Data.Sources;
using CryptoEtl.Data.Sources.CoinGecko;
using CryptoEtl.Data.Sources.DefiLlama;
using CryptoEtl.Data.Sources.LunarCrush;
using CryptoEtl.Simulator.Serve;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>A simulator and the clients on it; started again, it keeps what was kept.</summary>
internal sealed class SourceHarness(string tape) : IAsyncDisposable
{
    public static readonly BatchId Batch = new("live", new DateTimeOffset(2026, 6, 30, 12, 0, 0, TimeSpan.Zero));

    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private IReadOnlyList<SourceClient> clients = [];
    private IHttpCache? cache;
    private SharedRateBudget? budget;
    private SimulatorServer? simulator;

    public string Root => folder.Path;

    public string Lake => Path.Combine(folder.Path, "lake");

    public SimulatorServer Simulator => simulator!;

    public IRateBudget Budget => budget!;

    public CoinGeckoClient CoinGecko => clients.OfType<CoinGeckoClient>().Single();

    public DefiLlamaClient DefiLlama => clients.OfType<DefiLlamaClient>().Single();

    private RawStore Raw => new(new FolderStorage(Lake));

    public async Task StartAsync(
        string? faults = null, string? key = "sim-key", int attempts = 4, TimeSpan? timeout = null, TimeSpan? longestPause = null,
        int credits = 1000, int rate = 500, long? cap = null, TimeSpan later = default, long protocolPadding = 0)
    {
        await StopAsync();
        var now = Batch.Slot + later;
        simulator = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                TapeDirectory = tape, Now = Batch.Slot, Faults = faults, MonthlyCredits = credits, CallsPerMinute = rate, ProtocolPadding = protocolPadding,
            },
            default);
        cache = HttpCaches.Open(
            new HttpCacheOptions { Folder = Path.Combine(Root, "cache"), IsUpstreamFailure = failure => failure is UpstreamException { IsRefusal: false } },
            new StillClock(now), NullLogger.Instance);
        budget = new SharedRateBudget(new MemoryBudgetStore(), Budgets(cap), new HurriedClock());
        var services = new SourceServices(cache, budget, new StillClock(now));
        var root = simulator.BaseAddress;

        SourceOptions Options(string path, Dictionary<string, Uri>? more = null) => new()
        {
            BaseAddress = new Uri(root, path), Services = more ?? [], UpstreamName = "sim", ApiKey = key, Attempts = attempts,
            FirstPause = TimeSpan.FromMilliseconds(5), LongestPause = longestPause ?? TimeSpan.FromSeconds(1.2), AttemptTimeout = timeout ?? TimeSpan.FromSeconds(30),
        };

        var llama = new Dictionary<string, Uri> { ["yields"] = new(root, $"{key}/yields/"), ["usage"] = new(root, $"usage/{key}") };
        clients =
        [
            new CoinGeckoClient(http, Options("api/v3/"), services),
            new DefiLlamaClient(http, Options($"{key}/api/", llama), services),
            new LunarCrushClient(http, Options("api4/public/"), services),
        ];
    }

    public Task<RawAnswer> FetchAsync(PlannedRequest request) =>
        clients.Single(client => client.Name == request.Source).FetchAsync(new(request, Batch), Raw);

    public Task<Stream> OpenAsync(string sha256) => Raw.OpenAsync(sha256);

    public async Task<byte[]> BytesAsync(string sha256)
    {
        await using var body = await OpenAsync(sha256);
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        http.Dispose();
        folder.Dispose();
    }

    private static Dictionary<string, SourceBudget> Budgets(long? cap) => new()
    {
        [SourceNames.CoinGecko] = new(new(6000), new(PerRun: cap), SpendUnit.Credits, "k", "COINGECKO"),
        [SourceNames.DefiLlama] = new(new(6000), SpendCaps.None, SpendUnit.Calls, "k", "DEFILLAMA"),
        [SourceNames.LunarCrush] = new(new(6000), SpendCaps.None, SpendUnit.Calls, "k", "LUNARCRUSH"),
    };

    private async Task StopAsync()
    {
        cache?.Dispose();
        budget?.Dispose();
        if (simulator is not null)
            await simulator.DisposeAsync();
    }

    /// <summary>The budget waits for the next clock minute after a limit: here a minute is a second.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        private const int Times = 60;
        private readonly long start = System.GetTimestamp();
        private readonly DateTimeOffset from = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => from + System.GetElapsedTime(start) * Times;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new HurriedTimer(System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period)));

        private static TimeSpan Hurried(TimeSpan span) => span < TimeSpan.Zero ? span : span / Times;

        private sealed class HurriedTimer(ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Hurried(dueTime), Hurried(period));

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }

    private sealed class StillClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
