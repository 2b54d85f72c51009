using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import;

/// <summary>One price series of a source file and the asset it belongs to.</summary>
/// <param name="Basis">The evidence: as coverage_cmc_daily.csv says, then how a clash of slugs was settled.</param>
internal sealed record Identity(string AssetKey, string Dataset, string Slug, string AssetId, string Basis);

/// <summary>Which series is which asset. Read from the coverage file: symbols are shared and reused, so they decide nothing.</summary>
internal sealed class Coverage
{
    public const string Listed = "cmc_daily_2013_2020";
    public const string Delisted = "cmc_daily_2013_2018_delisted";

    private readonly Dictionary<(string Dataset, string Key), Identity> identities = [];

    public IEnumerable<Identity> All => identities.Values;

    public Identity? Find(string dataset, string key) => identities.GetValueOrDefault((dataset, key));

    public static Coverage Read(string directory, ImportLog log)
    {
        using var rows = CsvRows.Open(directory, "assets/coverage_cmc_daily.csv", "asset_key", "slug", "identity_basis", "dataset");
        var coverage = new Coverage();
        var found = new List<(string Key, string Slug, string Basis, string Dataset)>();
        log.Begin(rows).ForEach(() => found.Add((rows.Required(0), rows[1], rows[2], rows.Required(3).Split(':')[0])));

        // The longer-lived data set comes first: in a clash its series keeps the plain slug.
        foreach (var series in found.OrderBy(series => series.Dataset == Listed ? 0 : 1).ThenBy(series => series.Key, StringComparer.Ordinal))
            coverage.Add(series.Key, series.Slug, series.Basis, series.Dataset);

        return coverage;
    }

    private void Add(string key, string slug, string basis, string dataset)
    {
        // Sources A, B and C of the delisted file are one series with several lines of coverage.
        if (identities.ContainsKey((dataset, key)))
            return;

        var wanted = slug.Length > 0 ? slug : Slugs.Of(key);
        var id = wanted;
        for (var number = 2; identities.Values.Any(identity => identity.AssetId == id); number++)
            id = $"{wanted}-{number}";

        var note = (slug.Length == 0 ? "; no slug: key used" : "") + (id == wanted ? "" : "; slug taken: numbered");
        identities[(dataset, key)] = new Identity(key, dataset, slug, id, basis + note);
    }
}
