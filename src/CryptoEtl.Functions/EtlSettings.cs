using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Sources;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.Functions;

/// <summary>Every setting the app reads, checked once at start.</summary>
public sealed record EtlSettings
{
    /// <summary><c>ETL_LAKE</c>: folder of the lake. Default <c>lake</c>.</summary>
    public required string Lake { get; init; }

    /// <summary><c>ETL_NOW</c>: the moment a run is told it is, for simulated and repeated runs. Null: the real time.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary><c>LIVE_TOP</c>: assets kept, by our own rank. Default 200.</summary>
    public int LiveTop { get; init; } = 200;

    /// <summary><c>LIVE_LINKS</c>: how many large coins LunarCrush is asked about, one call each, where its list alone does not map them. Default 10.</summary>
    public int LiveLinks { get; init; } = 10;

    /// <summary><c>GATE_MAX_LOSS</c>, <c>LIVE_MIN_ROWS</c>, <c>COINBASE_MIN_ROWS</c> and <c>DERIVATIVES_MIN_ROWS</c>.</summary>
    public GateThresholds Thresholds { get; init; } = new();

    public required SourceOptions CoinGecko { get; init; }

    public required SourceOptions DefiLlama { get; init; }

    public required SourceOptions LunarCrush { get; init; }

    public required SourceOptions Coinbase { get; init; }

    /// <summary><c>FUNDING_INTERVALS</c>: hours between settlements of venues, on top of what venues publish.</summary>
    public FundingIntervals FundingIntervals { get; init; } = FundingIntervals.Published;

    /// <summary>The social source is asked where there is a key for it.</summary>
    public bool WithSocial => LunarCrush.ApiKey is not null;

    /// <summary>DefiLlama's Pro endpoints are asked where there is a key for them.</summary>
    public bool WithDefiLlamaPro => DefiLlama.ApiKey is not null;

    /// <exception cref="BadInputException">A setting cannot be read; the message names it and its value.</exception>
    public static EtlSettings From(IConfiguration configuration) => new()
    {
        Lake = Folder(configuration["ETL_LAKE"] ?? "lake"),
        Now = Read(configuration, "ETL_NOW", ParseInstant),
        LiveTop = Read(configuration, "LIVE_TOP", text => ParseInt(text, 1, 250)) ?? 200,
        LiveLinks = Read(configuration, "LIVE_LINKS", text => ParseInt(text, 0, 1000)) ?? 10,
        Thresholds = ThresholdsFrom(configuration),
        CoinGecko = CoinGeckoFrom(configuration),
        DefiLlama = DefiLlamaFrom(configuration),
        LunarCrush = Source(configuration, "https://lunarcrush.com/", "api4/public/", Key(configuration, "LUNARCRUSH_PRO_API_KEY")),
        Coinbase = Source(configuration, "https://api.exchange.coinbase.com/", "", null),
        FundingIntervals = FundingIntervals.With(configuration["FUNDING_INTERVALS"]),
    };

    private static GateThresholds ThresholdsFrom(IConfiguration configuration)
    {
        var usual = new GateThresholds();
        return new(
            Read(configuration, "GATE_MAX_LOSS", ParseFraction) ?? usual.MaxLoss,
            Read(configuration, "LIVE_MIN_ROWS", text => ParseInt(text, 0, int.MaxValue)) ?? usual.MinMarketRows,
            Read(configuration, "COINBASE_MIN_ROWS", text => ParseInt(text, 0, int.MaxValue)) ?? usual.MinProductRows,
            Read(configuration, "DERIVATIVES_MIN_ROWS", text => ParseInt(text, 0, int.MaxValue)) ?? usual.MinContractRows);
    }

    private static SourceOptions CoinGeckoFrom(IConfiguration configuration)
    {
        var demo = Key(configuration, "COINGECKO_DEMO_API_KEY");
        var pro = Key(configuration, "COINGECKO_PRO_API_KEY");
        return Source(configuration, pro is null && demo is not null ? "https://api.coingecko.com/" : "https://pro-api.coingecko.com/", "api/v3/", pro ?? demo);
    }

    /// <summary>Each service is a host of its own; with a Pro key all are one host, the key being part of the path.</summary>
    private static SourceOptions DefiLlamaFrom(IConfiguration configuration) =>
        Key(configuration, "DEFILLAMA_PRO_API_KEY") is { } key
            ? Source(configuration, "https://pro-api.llama.fi/", $"{Uri.EscapeDataString(key)}/api/", key, ProServices(Uri.EscapeDataString(key)))
            : Source(configuration, "https://api.llama.fi/", "", null, FreeServices);

    private static readonly Dictionary<string, (string Host, string Path)> FreeServices = new()
    {
        ["coins"] = ("https://coins.llama.fi/", ""),
        ["stablecoins"] = ("https://stablecoins.llama.fi/", ""),
        ["yields"] = ("https://yields.llama.fi/", ""),
    };

    private static Dictionary<string, (string Host, string Path)> ProServices(string key) => new()
    {
        ["coins"] = ("https://pro-api.llama.fi/", $"{key}/coins/"),
        ["stablecoins"] = ("https://pro-api.llama.fi/", $"{key}/stablecoins/"),
        ["yields"] = ("https://pro-api.llama.fi/", $"{key}/yields/"),
        ["usage"] = ("https://pro-api.llama.fi/", $"usage/{key}"),
    };

    private static SourceOptions Source(
        IConfiguration configuration, string host, string path, string? key, Dictionary<string, (string Host, string Path)>? services = null)
    {
        var upstream = Upstream(configuration);
        return new()
        {
            BaseAddress = new Uri(upstream ?? new Uri(host), path),
            Services = (services ?? []).ToDictionary(service => service.Key, service => new Uri(upstream ?? new Uri(service.Value.Host), service.Value.Path)),
            ApiKey = key,
            AttemptTimeout = Read(configuration, "SOURCE_ATTEMPT_TIMEOUT", ParseSpan) ?? TimeSpan.FromSeconds(60),
            LongestPause = Read(configuration, "SOURCE_LONGEST_PAUSE", ParseSpan) ?? TimeSpan.FromSeconds(65),
            Attempts = Read(configuration, "SOURCE_ATTEMPTS", text => ParseInt(text, 1, 20)) ?? 5,
        };
    }

    /// <summary><c>ETL_UPSTREAM</c>: an address that stands in for every source, such as the simulator's.</summary>
    private static Uri? Upstream(IConfiguration configuration)
    {
        if (configuration["ETL_UPSTREAM"] is not { Length: > 0 } text)
            return null;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new BadInputException($"ETL_UPSTREAM is '{text}': not an http address");
    }

    private static string Folder(string lake) =>
        lake.Contains("://", StringComparison.Ordinal)
            ? throw new BadInputException($"ETL_LAKE is '{lake}': only a folder is supported")
            : lake;

    private static string? Key(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } key ? key.Trim() : null;

    private static T? Read<T>(IConfiguration configuration, string name, Func<string, T?> parse) where T : struct =>
        configuration[name] is not { Length: > 0 } text ? null
        : parse(text) ?? throw new BadInputException($"setting {name} is '{text}', which is not allowed");

    private static DateTimeOffset? ParseInstant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;

    private static int? ParseInt(string text, int lowest, int highest) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest ? number : null;

    private static double? ParseFraction(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1 ? number : null;

    private static TimeSpan? ParseSpan(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero ? span : null;
}
