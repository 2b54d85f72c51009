using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.RateBudget;
using CryptoEtl.Data.Sources;

namespace CryptoEtl.Functions;

/// <summary>How one source is reached, and how much of it may be used.</summary>
/// <remarks>
/// For each source with its prefix <c>COINGECKO</c>, <c>DEFILLAMA</c>, <c>LUNARCRUSH</c> or <c>COINBASE</c>:
/// <c>_CALLS_PER_MINUTE</c>, <c>_CALLS_PER_DAY</c>, <c>_MAX_PER_RUN</c>, <c>_MAX_PER_DAY</c> and <c>_MAX_PER_MONTH</c>.
/// For all sources <c>SOURCE_ATTEMPT_TIMEOUT</c>, <c>SOURCE_LONGEST_PAUSE</c> and <c>SOURCE_ATTEMPTS</c>.
/// </remarks>
/// <param name="Name">One of <see cref="SourceNames"/>.</param>
public sealed record SourceSettings(string Name, SourceOptions Options, SourceBudget Budget)
{
    /// <summary>Far above any plan: what a plan allows is asked of the source before the first call.</summary>
    private const int UntilTheSourceTells = 10_000;

    internal static SourceSettings OfCoinGecko(SettingReader settings)
    {
        var (pro, demo) = (settings.Text("COINGECKO_PRO_API_KEY"), settings.Text("COINGECKO_DEMO_API_KEY"));
        var isDemo = pro is null && demo is not null;
        var options = OptionsFrom(settings, isDemo ? "https://api.coingecko.com/" : "https://pro-api.coingecko.com/", "api/v3/", pro ?? demo);
        var limit = new SourceLimit(isDemo ? 100 : pro is null ? 5 : UntilTheSourceTells);
        return new(SourceNames.CoinGecko, options, BudgetFrom(settings, SourceNames.CoinGecko, "COINGECKO", options, limit, SpendUnit.Credits));
    }

    /// <summary>Each service is a host of its own; with a Pro key all are one host, the key being part of the path.</summary>
    internal static SourceSettings OfDefiLlama(SettingReader settings)
    {
        var key = settings.Text("DEFILLAMA_PRO_API_KEY");
        var options = key is null
            ? OptionsFrom(settings, "https://api.llama.fi/", "", null, FreeServices)
            : OptionsFrom(settings, ProHost, $"{Uri.EscapeDataString(key)}/api/", key, ProServices(Uri.EscapeDataString(key)));
        var limit = new SourceLimit(key is null ? 300 : 1000);
        return new(SourceNames.DefiLlama, options, BudgetFrom(settings, SourceNames.DefiLlama, "DEFILLAMA", options, limit, SpendUnit.Calls));
    }

    internal static SourceSettings OfLunarCrush(SettingReader settings)
    {
        var options = OptionsFrom(settings, "https://lunarcrush.com/", "api4/public/", settings.Text("LUNARCRUSH_PRO_API_KEY"));
        var limit = new SourceLimit(100, CallsPerDay: 20_000);
        return new(SourceNames.LunarCrush, options, BudgetFrom(settings, SourceNames.LunarCrush, "LUNARCRUSH", options, limit, SpendUnit.Calls));
    }

    internal static SourceSettings OfCoinbase(SettingReader settings)
    {
        var options = OptionsFrom(settings, "https://api.exchange.coinbase.com/", "", null);
        var limit = new SourceLimit(600, CallsPerSecond: 10);
        return new(SourceNames.Coinbase, options, BudgetFrom(settings, SourceNames.Coinbase, "COINBASE", options, limit, SpendUnit.Calls));
    }

    private const string ProHost = "https://pro-api.llama.fi/";

    private static readonly Dictionary<string, (string Host, string Path)> FreeServices = new()
    {
        ["coins"] = ("https://coins.llama.fi/", ""),
        ["stablecoins"] = ("https://stablecoins.llama.fi/", ""),
        ["yields"] = ("https://yields.llama.fi/", ""),
    };

    private static Dictionary<string, (string Host, string Path)> ProServices(string key) => new()
    {
        ["coins"] = (ProHost, $"{key}/coins/"),
        ["stablecoins"] = (ProHost, $"{key}/stablecoins/"),
        ["yields"] = (ProHost, $"{key}/yields/"),
        ["usage"] = (ProHost, $"usage/{key}"),
    };

    private static SourceOptions OptionsFrom(
        SettingReader settings, string host, string path, string? key, Dictionary<string, (string Host, string Path)>? services = null)
    {
        var upstream = Upstream(settings);
        var usual = new SourceOptions { BaseAddress = new Uri(upstream ?? new Uri(host), path) };
        return new()
        {
            BaseAddress = usual.BaseAddress,
            Services = (services ?? []).ToDictionary(service => service.Key, service => new Uri(upstream ?? new Uri(service.Value.Host), service.Value.Path)),
            UpstreamName = settings.Text("ETL_UPSTREAM_NAME"),
            ApiKey = key,
            AttemptTimeout = settings.Span("SOURCE_ATTEMPT_TIMEOUT") ?? usual.AttemptTimeout,
            LongestPause = settings.Span("SOURCE_LONGEST_PAUSE") ?? usual.LongestPause,
            Attempts = settings.Whole("SOURCE_ATTEMPTS", 1, 20) ?? usual.Attempts,
        };
    }

    private static SourceBudget BudgetFrom(
        SettingReader settings, string source, string prefix, SourceOptions options, SourceLimit usual, SpendUnit unit) => new(
        usual with
        {
            CallsPerMinute = settings.Whole($"{prefix}_CALLS_PER_MINUTE", 1, 1_000_000) ?? usual.CallsPerMinute,
            CallsPerDay = settings.Count($"{prefix}_CALLS_PER_DAY") ?? usual.CallsPerDay,
        },
        new(settings.Count($"{prefix}_MAX_PER_RUN"), settings.Count($"{prefix}_MAX_PER_DAY"), settings.Count($"{prefix}_MAX_PER_MONTH")),
        unit, KeyIdOf(source, options), prefix);

    /// <summary>A source behind another address counts for itself, whatever the key.</summary>
    private static string KeyIdOf(string source, SourceOptions options)
    {
        var upstream = options.UpstreamOf("");
        return upstream.StartsWith("https://", StringComparison.Ordinal) ? KeyIds.Of(source, options.ApiKey) : KeyIds.Of(source, $"{upstream}\n{options.ApiKey}");
    }

    /// <summary><c>ETL_UPSTREAM</c>: an address that stands in for every source, such as the simulator's.</summary>
    private static Uri? Upstream(SettingReader settings)
    {
        if (settings.Text("ETL_UPSTREAM") is not { } text)
            return null;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new BadInputException($"ETL_UPSTREAM is '{text}': not an http address");
    }
}
