namespace CryptoEtl.Core.Universe.Comparison;

/// <summary>One line of somebody else's dated rank list.</summary>
/// <param name="Day">Day of the list: it shows the market at some moment of that day.</param>
/// <param name="Rank">From 1.</param>
/// <param name="CapUsd">Null: not told.</param>
public sealed record ListedCoin(DateOnly Day, int Rank, string? Name, string? Symbol, string? Slug, double? CapUsd);
