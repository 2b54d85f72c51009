using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Data.Features.Files;

/// <summary>The choices of a run as a JSON file. What it does not say stays as it is by default.</summary>
public static class FeatureConfigFile
{
    private const double MostMinutes = 1_000_000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly Dictionary<string, Func<FeatureConfig, Value, FeatureConfig>> Keys = new()
    {
        ["decision_offset_minutes"] = (config, value) => config with { DecisionOffset = value.Minutes() },
        ["lag_minutes.market"] = (config, value) => config with { MarketLag = value.Minutes() },
        ["lag_minutes.hourly"] = (config, value) => config with { HourlyLag = value.Minutes() },
        ["lag_minutes.derivatives"] = (config, value) => config with { DerivativesLag = value.Minutes() },
        ["lag_minutes.social"] = (config, value) => config with { SocialLag = value.Minutes() },
        ["lag_minutes.onchain"] = (config, value) => config with { OnchainLag = value.Minutes() },
        ["max_stale_days.market_cap"] = (config, value) => config with { MarketCapStaleDays = value.Whole() },
        ["max_stale_days.tvl"] = (config, value) => config with { TvlStaleDays = value.Whole() },
        ["max_stale_days.galaxy_score"] = (config, value) => config with { GalaxyScoreStaleDays = value.Whole() },
        ["max_stale_days.alt_rank"] = (config, value) => config with { AltRankStaleDays = value.Whole() },
        ["max_stale_days.open_interest"] = (config, value) => config with { OpenInterestStaleDays = value.Whole() },
        ["max_gap_days"] = (config, value) => config with { MaxGapDays = value.Whole() },
        ["min_cross_section"] = (config, value) => config with { MinCrossSection = value.Whole() },
        ["top_n"] = (config, value) => config with { TopN = value.Whole() },
        ["btc_asset_id"] = (config, value) => config with { BtcAssetId = value.Name() },
    };

    /// <exception cref="BadInputException">No such file, no JSON, an unknown key, a value of the wrong kind, or choices that contradict each other.</exception>
    public static FeatureConfig Read(string path)
    {
        if (!File.Exists(path))
            throw new BadInputException($"{path}: there is no such file");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Strict);
            return Taken(new(), path, "", document.RootElement).Checked();
        }
        catch (JsonException broken)
        {
            throw new BadInputException($"{path}: {broken.Message}", broken);
        }
        catch (BadInputException contradiction) when (!contradiction.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new BadInputException($"{path}: {contradiction.Message}", contradiction);
        }
    }

    private static FeatureConfig Taken(FeatureConfig config, string path, string prefix, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new BadInputException($"{path}: {(prefix.Length == 0 ? "the file" : $"key '{prefix[..^1]}'")} is {element.GetRawText()}, which is no object");
        foreach (var property in element.EnumerateObject())
            config = Taken(config, path, prefix, property);
        return config;
    }

    private static FeatureConfig Taken(FeatureConfig config, string path, string prefix, JsonProperty property)
    {
        var key = prefix + property.Name;
        if (Keys.TryGetValue(key, out var take))
            return take(config, new(path, key, property.Value));
        return Keys.Keys.Any(known => known.StartsWith(key + ".", StringComparison.Ordinal))
            ? Taken(config, path, key + ".", property.Value)
            : throw new BadInputException($"{path}: there is no key '{key}'; there are: {string.Join(", ", Keys.Keys)}");
    }

    private readonly record struct Value(string Path, string Key, JsonElement Element)
    {
        public TimeSpan Minutes() => Element.ValueKind == JsonValueKind.Number && Math.Abs(Element.GetDouble()) <= MostMinutes
            ? TimeSpan.FromMinutes(Element.GetDouble())
            : throw Refused("a number of minutes");

        public int Whole() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) ? number : throw Refused("a whole number");

        public string Name() => Element.ValueKind == JsonValueKind.String && Element.GetString() is { Length: > 0 } name ? name : throw Refused("a name");

        private BadInputException Refused(string what) => new($"{Path}: key '{Key}' is {Element.GetRawText()}, which is not {what}");
    }
}
