namespace CryptoEtl.Core.Features.Market;

/// <summary>A feature of an asset among the members of its day.</summary>
/// <param name="Inputs">Columns it reads.</param>
/// <param name="Fill">Writes a value per member; NaN: null.</param>
internal sealed record SectionFormula(Feature Feature, IReadOnlyList<SectionInput> Inputs, SectionFill Fill);

/// <summary>Writes a value per member.</summary>
internal delegate void SectionFill(Section section, Span<double> output);

/// <summary>A feature of the whole market on one day.</summary>
/// <param name="Inputs">Columns it reads.</param>
/// <param name="Of">NaN: null.</param>
/// <param name="NeedsMarket">It looks at the market's past returns.</param>
internal sealed record MarketFormula(Feature Feature, IReadOnlyList<SectionInput> Inputs, Func<Section, double> Of, bool NeedsMarket = false);
