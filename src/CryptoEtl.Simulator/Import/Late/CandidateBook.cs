using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import.Late;

/// <summary>All assets late series may belong to: those of the older files, and those CoinMarketCap's later lists know by slug.</summary>
internal sealed class CandidateBook
{
    // A renamed slug keeps its history: the first days of both names agree, give or take a late first row.
    private const int SameBirthDays = 3;

    private readonly Dictionary<string, Candidate> bySlug = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public CandidateBook(Coverage coverage, NameBook names, IReadOnlyDictionary<string, ImportedSeries> old, IReadOnlySet<string> living)
    {
        taken.UnionWith(coverage.All.Select(identity => identity.AssetId));
        foreach (var identity in coverage.All.Where(identity => living.Contains(identity.AssetId)))
        {
            var (name, symbol) = names.Of(identity.Slug.Length > 0 ? identity.Slug : identity.AssetId);
            var last = old[identity.AssetId].LastDay;
            var candidate = new Candidate(identity.AssetId, identity.AssetKey, name, IsOld: true) { Last = (last, old[identity.AssetId].CloseOf(last)) };
            candidate.Symbols.Add(symbol);
            bySlug[identity.Slug.Length > 0 ? identity.Slug : identity.AssetId] = candidate;
        }
    }

    public IEnumerable<Candidate> All => bySlug.Values.Distinct();

    public Candidate? Find(string slug) => bySlug.GetValueOrDefault(slug);

    /// <summary>Null: another asset of the tape has the id.</summary>
    public Candidate? FindOrAdd(string slug, string symbol, string name)
    {
        if (bySlug.TryGetValue(slug, out var known))
            known.Symbols.Add(symbol);
        else if (taken.Add(slug))
            bySlug[slug] = known = new Candidate(slug, symbol, name, IsOld: false);
        return known;
    }

    /// <summary>Lets the slugs of 2024 that are new names of old ones lead to the old asset.</summary>
    public void JoinRenamed(SlugBook slugs, IReadOnlyDictionary<string, ImportedSeries> old)
    {
        var listed = slugs.Active.Select(coin => coin.Slug).ToHashSet(StringComparer.Ordinal);
        var gone = bySlug.Where(entry => !listed.Contains(entry.Key)).Select(entry => entry.Value)
            .ToLookup(candidate => candidate.Symbol, StringComparer.Ordinal);
        foreach (var coin in slugs.Active.Where(coin => !bySlug.ContainsKey(coin.Slug)))
        {
            var same = gone[coin.Symbol].Where(candidate => Math.Abs(old[candidate.AssetId].FirstDay - coin.First) <= SameBirthDays).ToArray();
            if (same.Length == 1)
                bySlug[coin.Slug] = same[0];
        }
    }

    /// <summary>One price a day of early 2022, by CoinMarketCap's number: the surest identity there is.</summary>
    public void ReadPrices2022(string directory, SlugBook slugs, ImportLog log)
    {
        using var rows = CsvRows.Open(directory, "ohlcv/cmc_daily_price_2022.csv", "cmc_id", "date", "price_usd");
        var counter = log.Begin(rows);
        counter.ForEach(() =>
        {
            var number = rows.Required(0);
            if (slugs.OfNumber(number) is not { } slug)
                counter.Reject("the list of 2024-06 lacks the number");
            else if (slugs.Describe(number) is var (symbol, name) && FindOrAdd(slug, symbol, name) is { } candidate)
                candidate.Prices.TryAdd(rows.Date(1).DayNumber, rows.Required(2).Length > 0 ? rows.NumberOrNaN(2) : double.NaN);
            else
                counter.Reject("another asset has the slug");
        });
    }

    /// <summary>Closes on the first of each month, where name and ticker leave no choice of slug.</summary>
    public void ReadMonthly(IEnumerable<Listing> listings, SlugBook slugs)
    {
        foreach (var listing in listings.Where(listing => listing.IsClose))
        {
            if (slugs.Of(listing.Name, listing.Symbol, listing.Day) is { Count: 1 } only
                && FindOrAdd(only.Single(), listing.Symbol, listing.Name) is { } candidate)
                candidate.Prices.TryAdd(listing.Day, listing.Price);
        }
    }
}
