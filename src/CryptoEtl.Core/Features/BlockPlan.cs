using CryptoEtl.Core.Features.Market;

namespace CryptoEtl.Core.Features;

/// <summary>Which columns a run makes, and where they stand.</summary>
internal sealed class BlockPlan
{
    private readonly Dictionary<SectionInput, int> hidden = [];

    /// <param name="columns">Names of those wanted; null: all.</param>
    /// <exception cref="BadInputException">There is no such column.</exception>
    public BlockPlan(IReadOnlyCollection<string>? columns)
    {
        var wanted = columns?.Select(name => FeatureCatalogue.Named(name).Name).ToHashSet();
        bool IsWanted(Feature feature) => wanted?.Contains(feature.Name) != false;
        var formulas = FeatureCatalogue.AssetFormulas.Where(formula => IsWanted(FeatureCatalogue.FeatureOf(formula))).ToArray();
        AssetColumns = [.. formulas.Select(FeatureCatalogue.FeatureOf)];
        Own = [.. formulas.Select((formula, at) => (formula as AssetFormula, at)).Where(one => one.Item1 is not null).Select(one => (one.Item1!, one.at))];
        Sections = [.. formulas.Select((formula, at) => (formula as SectionFormula, at)).Where(one => one.Item1 is not null).Select(one => (one.Item1!, one.at))];
        Market = [.. FeatureCatalogue.MarketFormulas.Where(formula => IsWanted(formula.Feature))];
        foreach (var input in Sections.SelectMany(one => one.Formula.Inputs).Concat(Market.SelectMany(formula => formula.Inputs)))
            hidden.TryAdd(input, hidden.Count);
        NeedsReturns = Own.Any(one => one.Formula.NeedsMarket) || Market.Any(formula => formula.NeedsMarket);
    }

    public IReadOnlyList<Feature> AssetColumns { get; }

    /// <summary>Formulas of one asset, each with its column.</summary>
    public IReadOnlyList<(AssetFormula Formula, int Column)> Own { get; }

    /// <summary>Formulas over the members of a day, each with its column.</summary>
    public IReadOnlyList<(SectionFormula Formula, int Column)> Sections { get; }

    public IReadOnlyList<MarketFormula> Market { get; }

    /// <summary>Columns that only cross-sections read.</summary>
    public IReadOnlyCollection<SectionInput> Hidden => hidden.Keys;

    public int Columns => AssetColumns.Count + hidden.Count;

    /// <summary>Some column looks at the market's past returns.</summary>
    public bool NeedsReturns { get; }

    public bool NeedsSections => Sections.Count + Market.Count > 0;

    public int PlaceOf(SectionInput input) => hidden[input];
}
