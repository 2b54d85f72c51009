namespace CryptoEtl.Core.Universe.Comparison;

/// <summary>Finds the asset that a line of another list means: by slug, else by name, else by name and symbol. Never by symbol alone.</summary>
public sealed class AssetNames
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> byName = new(StringComparer.Ordinal);
    private readonly HashSet<(string Asset, string Symbol)> symbols = [];

    /// <param name="listing">Rows of <see cref="UniverseTables.Listing"/>: every name an asset ever had counts.</param>
    public AssetNames(IEnumerable<Batch> listing)
    {
        foreach (var rows in listing)
        {
            for (var row = 0; row < rows.RowCount; row++)
            {
                if (rows.Texts("asset_id")[row] is { } asset)
                    Add(asset, rows.Texts("name")[row], rows.Texts("symbol")[row]);
            }
        }
    }

    /// <summary>All that may be meant: one is an answer; none, or several, is none.</summary>
    public IReadOnlyList<string> Find(ListedCoin coin)
    {
        if (coin.Slug is { } slug && ids.Contains(slug))
            return [slug];
        if (coin.Name is not { } name)
            return [];
        if (byName.TryGetValue(Plain(name), out var named))
            return Narrowed([.. named], coin.Symbol);
        return ids.Contains(SlugOf(name)) ? [SlugOf(name)] : [];
    }

    private List<string> Narrowed(List<string> named, string? symbol)
    {
        var also = symbol is null ? [] : named.Where(asset => symbols.Contains((asset, Plain(symbol)))).ToList();
        return named.Count > 1 && also.Count > 0 ? also : named;
    }

    private void Add(string asset, string? name, string? symbol)
    {
        ids.Add(asset);
        if (!string.IsNullOrWhiteSpace(symbol))
            symbols.Add((asset, Plain(symbol)));
        if (string.IsNullOrWhiteSpace(name))
            return;
        if (!byName.TryGetValue(Plain(name), out var named))
            byName.Add(Plain(name), named = new(StringComparer.Ordinal));
        named.Add(asset);
    }

    private static string Plain(string text) => text.Trim().ToLowerInvariant();

    private static string SlugOf(string name) => Plain(name).Replace(' ', '-').Replace('.', '-');
}
