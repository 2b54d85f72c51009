using System.Globalization;
using System.Text;

namespace CryptoEtl.Core.Features;

/// <summary>The page that explains every feature: docs/features.md.</summary>
public static class FeaturePage
{
    private static readonly SortedDictionary<char, string> Titles = new()
    {
        ['A'] = "Returns, trend and momentum",
        ['B'] = "Volatility",
        ['C'] = "Drawdown and tails",
        ['D'] = "Liquidity and volume",
        ['E'] = "Cross-section and market model",
        ['F'] = "The market as a whole",
        ['G'] = "On-chain",
        ['H'] = "Social",
        ['I'] = "Derivatives",
    };

    /// <summary>Markdown with line feeds; ends in one.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"# Features\n\n{FeatureCatalogue.All.Count} columns, definitions of version {FeatureConfig.SpecVersion}: {FeatureCatalogue.Asset.Count} per asset and day, {FeatureCatalogue.Market.Count} per day of the market as a whole.\n");
        page.Append("`etl features` makes them from files: [feature-files.md](feature-files.md). This page is written from the code: `etl features list --markdown`.\n\n");
        page.Append(FeatureConventions.Text);
        AppendSources(page, new FeatureConfig());
        foreach (var group in FeatureCatalogue.All.GroupBy(feature => feature.Group).OrderBy(group => group.Key))
            AppendGroup(page, group.Key, [.. group]);
        return page.ToString();
    }

    private static void AppendSources(StringBuilder page, FeatureConfig config)
    {
        page.Append("\n## Sources\n\n| Source | Fields | Published after the day's end, by default | Days behind |\n| --- | --- | --- | --- |\n");
        foreach (var source in Enum.GetValues<FeatureSource>())
        {
            var fields = source == FeatureSource.Hourly ? "hourly close (after the hour's end)" : string.Join(", ", Fields.All.Where(field => Fields.SourceOf(field) == source).Select(field => $"`{Fields.NameOf(field)}`"));
            page.Append(CultureInfo.InvariantCulture, $"| {Word(source)} | {fields} | {config.LagOf(source).TotalMinutes} min | {config.AnchorOf(source)} |\n");
        }
    }

    private static void AppendGroup(StringBuilder page, char group, List<Feature> features)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {group}. {Titles[group]}\n\n");
        page.Append("| Name | Formula | Sees | Window/least | Lookback | Unit | Source | After |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var feature in features)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"| `{feature.Name}` | {Cell(feature.Formula)} | {Sees(feature.Kind)} | {Cell(feature.Window)} | {Cell(feature.Lookback)} | {Cell(feature.Unit)} | {Word(feature.Source)} | {Cell(feature.Reference)} |\n");
        }
    }

    private static string Sees(FeatureKind kind) => kind switch
    {
        FeatureKind.Calendar => "days",
        FeatureKind.Bars => "bars",
        FeatureKind.CrossSection => "members",
        _ => "market",
    };

    private static string Word(FeatureSource source) => source.ToString().ToLowerInvariant();

    /// <summary>What Markdown would take for markup is text.</summary>
    private static string Cell(string text)
    {
        var cell = new StringBuilder(text.Length);
        foreach (var letter in text)
            cell.Append(letter is '|' or '*' or '_' or '<' ? $"\\{letter}" : letter.ToString());
        return cell.ToString();
    }
}
