using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Universe.Membership;
using CryptoEtl.Data.Features.Files;
using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.QualityGate;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.Functions;

/// <summary>Every setting the app reads, checked once at start.</summary>
public sealed record EtlSettings
{
    /// <summary><c>ETL_LAKE</c>: folder of the lake, or <c>azure://CONTAINER[/FOLDER]</c> in the account of <c>AzureWebJobsStorage</c>. Default <c>lake</c>.</summary>
    public required string Lake { get; init; }

    /// <summary><c>ETL_ENGINE</c>: folder of the local engine's database. Default: <c>_engine</c> in the lake; beside where we are when the lake is in Azure.</summary>
    public required string Engine { get; init; }

    /// <summary><c>ETL_NOW</c>: the moment a run is told it is, for simulated and repeated runs. Null: the real time.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary><c>LIVE_TOP</c>: assets kept, by our own rank. Default 200.</summary>
    public int LiveTop { get; init; } = 200;

    /// <summary><c>LIVE_LINKS</c>: how many large coins LunarCrush is asked about, one call each, where its list alone does not map them. Default 10.</summary>
    public int LiveLinks { get; init; } = 10;

    /// <summary><c>UNIVERSE_TOP</c>, <c>UNIVERSE_MIN_VOLUME_USD</c> and <c>UNIVERSE_MIN_AGE_DAYS</c>: what makes a member.</summary>
    public UniverseRules Universe { get; init; } = new();

    /// <summary><c>UNIVERSE_DEPTH</c>: how many coins, by last known cap, are kept up to date by every run of <c>universe</c>. Default 2,000.</summary>
    public int UniverseDepth { get; init; } = 2000;

    /// <summary><c>HISTORICAL_CANDLES</c>: ask for CoinGecko's candles, which not every plan has. Default: with a Pro key.</summary>
    public bool WithCandles { get; init; }

    /// <summary><c>GATE_MAX_LOSS</c>, <c>LIVE_MIN_ROWS</c>, <c>COINBASE_MIN_ROWS</c> and <c>DERIVATIVES_MIN_ROWS</c>.</summary>
    public GateThresholds Thresholds { get; init; } = new();

    /// <summary><c>GATE_SIGNING_KEY</c>: verdicts are signed with it. Null: they are chained only.</summary>
    public GateSigningKey SigningKey { get; init; } = new(null);

    /// <summary><c>GATE_ADMIN_KEY</c>: who knows it may override the gate over HTTP. Null: nobody may.</summary>
    public string? AdminKey { get; init; }

    public required SourceSettings CoinGecko { get; init; }

    public required SourceSettings DefiLlama { get; init; }

    public required SourceSettings LunarCrush { get; init; }

    public required SourceSettings Coinbase { get; init; }

    /// <summary><c>ETL_CACHE</c> (default: folder <c>cache</c> beside the lake), <c>CACHE_MODE</c>, <c>CACHE_MAX_BYTES</c>, <c>CACHE_LEASE</c> and <c>GCP_BUCKET_NAME</c>.</summary>
    public required HttpCacheOptions Cache { get; init; }

    /// <summary><c>ETL_BUDGET</c>: a folder that all processes of this machine share (default: <c>budget</c> beside the lake), or
    /// <c>azure://CONTAINER</c> for several hosts, in the account of <c>AzureWebJobsStorage</c>.</summary>
    public required string Budget { get; init; }

    public required AzureAccount Azure { get; init; }

    /// <summary><c>FUNDING_INTERVALS</c>: hours between settlements of venues, on top of what venues publish.</summary>
    public FundingIntervals FundingIntervals { get; init; } = FundingIntervals.Published;

    /// <summary><c>FEATURES_CONFIG</c>: a JSON file of the lags, limits and names that features are made with. Default: those of the definitions.</summary>
    public FeatureConfig Features { get; init; } = new();

    public IReadOnlyList<SourceSettings> Sources => [CoinGecko, DefiLlama, LunarCrush, Coinbase];

    /// <summary>The social source is asked where there is a key for it.</summary>
    public bool WithSocial => LunarCrush.Options.ApiKey is not null;

    /// <summary>DefiLlama's Pro endpoints are asked where there is a key for them.</summary>
    public bool WithDefiLlamaPro => DefiLlama.Options.ApiKey is not null;

    /// <summary>What <c>historical</c> may ask for.</summary>
    public HistoricalAccess History => new(WithSocial, WithCandles, WithDefiLlamaPro);

    /// <exception cref="BadInputException">A setting cannot be read; the message names it and its value.</exception>
    public static EtlSettings From(IConfiguration configuration)
    {
        var settings = new SettingReader(configuration);
        var lake = settings.Text("ETL_LAKE") ?? "lake";
        if (!AzureAccount.IsContainer(lake))
            lake = Folder("ETL_LAKE", lake);
        return new()
        {
            Lake = lake,
            Engine = settings.Text("ETL_ENGINE") ?? (AzureAccount.IsContainer(lake) ? Beside(lake, "engine") : Path.Combine(lake, "_engine")),
            Now = settings.Instant("ETL_NOW"),
            LiveTop = settings.Whole("LIVE_TOP", 1, 250) ?? 200,
            LiveLinks = settings.Whole("LIVE_LINKS", 0, 1000) ?? 10,
            Universe = UniverseFrom(settings),
            UniverseDepth = settings.Whole("UNIVERSE_DEPTH", 1, int.MaxValue) ?? 2000,
            WithCandles = settings.Flag("HISTORICAL_CANDLES") ?? settings.Text("COINGECKO_PRO_API_KEY") is not null,
            Thresholds = ThresholdsFrom(settings),
            SigningKey = new(settings.Text("GATE_SIGNING_KEY") is { } key ? Encoding.UTF8.GetBytes(key) : null),
            AdminKey = settings.Text("GATE_ADMIN_KEY"),
            CoinGecko = SourceSettings.OfCoinGecko(settings),
            DefiLlama = SourceSettings.OfDefiLlama(settings),
            LunarCrush = SourceSettings.OfLunarCrush(settings),
            Coinbase = SourceSettings.OfCoinbase(settings),
            Cache = CacheFrom(settings, lake),
            Budget = settings.Text("ETL_BUDGET") ?? Beside(lake, "budget"),
            Azure = AzureAccount.From(settings),
            FundingIntervals = FundingIntervals.With(settings.Text("FUNDING_INTERVALS")),
            Features = FeaturesFrom(settings),
        };
    }

    private static GateThresholds ThresholdsFrom(SettingReader settings)
    {
        var usual = new GateThresholds();
        return new(
            settings.Fraction("GATE_MAX_LOSS") ?? usual.MaxLoss,
            settings.Whole("LIVE_MIN_ROWS", 0, int.MaxValue) ?? usual.MinMarketRows,
            settings.Whole("COINBASE_MIN_ROWS", 0, int.MaxValue) ?? usual.MinProductRows,
            settings.Whole("DERIVATIVES_MIN_ROWS", 0, int.MaxValue) ?? usual.MinContractRows);
    }

    private static UniverseRules UniverseFrom(SettingReader settings)
    {
        var usual = new UniverseRules();
        return (usual with
        {
            Top = settings.Whole("UNIVERSE_TOP", 1, 100_000) ?? usual.Top,
            MinVolumeUsd = settings.Count("UNIVERSE_MIN_VOLUME_USD") ?? usual.MinVolumeUsd,
            MinAgeDays = settings.Whole("UNIVERSE_MIN_AGE_DAYS", 0, 100_000) ?? usual.MinAgeDays,
        }).Checked();
    }

    private static FeatureConfig FeaturesFrom(SettingReader settings)
    {
        try
        {
            return settings.Text("FEATURES_CONFIG") is { } file ? FeatureConfigFile.Read(file) : new();
        }
        catch (BadInputException wrong)
        {
            throw new BadInputException($"setting FEATURES_CONFIG: {wrong.Message}", wrong);
        }
    }

    private static HttpCacheOptions CacheFrom(SettingReader settings, string lake)
    {
        var folder = Folder("ETL_CACHE", settings.Text("ETL_CACHE") ?? Beside(lake, "cache"));
        var usual = new HttpCacheOptions { Folder = folder };
        return new()
        {
            Folder = folder,
            Mode = settings.Choice<CacheMode>("CACHE_MODE") ?? usual.Mode,
            MaxBytes = settings.Count("CACHE_MAX_BYTES") ?? usual.MaxBytes,
            LeaseFor = settings.Span("CACHE_LEASE") ?? usual.LeaseFor,
            Bucket = settings.Text("GCP_BUCKET_NAME"),
            IsUpstreamFailure = failure => failure is UpstreamException { IsRefusal: false },
        };
    }

    /// <summary>A folder next to the lake: several lakes in one place share it. A lake in Azure is nowhere near: then it is a folder here.</summary>
    private static string Beside(string lake, string name) => AzureAccount.IsContainer(lake) ? name : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(lake)) ?? lake, name);

    private static string Folder(string setting, string place) =>
        place.Contains("://", StringComparison.Ordinal)
            ? throw new BadInputException($"{setting} is '{place}': neither a folder nor, for a lake, azure://CONTAINER")
            : place;
}
