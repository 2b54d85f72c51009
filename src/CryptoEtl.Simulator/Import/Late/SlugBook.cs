using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import.Late;

/// <summary>CoinMarketCap's slugs by number, by name and ticker, and by ticker: of 2020-12, of early 2022 and of 2024-06.</summary>
internal sealed class SlugBook
{
    private const string ActiveList = "assets/cmc_active_list_2024_06_11.csv";

    // The point-in-time names end here; from then on those of 2024 are nearer.
    private static readonly int LastRankDay = new DateOnly(2022, 5, 1).DayNumber;

    private readonly Dictionary<string, (string Slug, string Symbol, string Name, int First)> byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), HashSet<string>> early = [];
    private readonly Dictionary<(string, string), HashSet<string>> newer = [];
    private readonly Dictionary<string, HashSet<string>> byTicker2020 = new(StringComparer.Ordinal);

    /// <summary>Slug, ticker, name and first day of every coin listed in 2024-06.</summary>
    public IEnumerable<(string Slug, string Symbol, string Name, int First)> Active => byNumber.Values;

    public static SlugBook Read(string directory, ImportLog log)
    {
        var book = new SlugBook();
        book.ReadActive(directory);
        book.ReadFull(directory);
        book.ReadRanks(directory, log);
        return book;
    }

    /// <summary>Null: the number is not in the list of 2024-06.</summary>
    public string? OfNumber(string number) => byNumber.TryGetValue(number, out var known) ? known.Slug : null;

    /// <summary>Every ticker the coin had, with the name it has in 2024-06.</summary>
    public (string Symbol, string Name) Describe(string number) => (byNumber[number].Symbol, byNumber[number].Name);

    /// <summary>Slugs a coin of that name and ticker had on the day. Several: the name says nothing.</summary>
    public IReadOnlyCollection<string> Of(string name, string symbol, int day)
    {
        var key = Key(name, symbol);
        var (first, second) = day <= LastRankDay ? (early, newer) : (newer, early);
        return first.TryGetValue(key, out var slugs) || second.TryGetValue(key, out slugs) ? slugs : [];
    }

    /// <summary>True if one coin at most had the ticker at the end of 2020.</summary>
    public bool IsUniqueIn2020(string symbol) => byTicker2020.GetValueOrDefault(symbol) is null or { Count: 1 };

    private static (string, string) Key(string name, string symbol) => (name.Trim().ToUpperInvariant(), symbol.ToUpperInvariant());

    // Counted by NameBook already.
    private void ReadActive(string directory)
    {
        using var rows = CsvRows.Open(directory, ActiveList, "cmc_id", "name", "symbol", "slug", "first_historical_date");
        while (rows.Read())
        {
            var first = rows.IsEmpty(4) ? 0 : rows.Date(4).DayNumber;
            byNumber[rows.Required(0)] = (rows.Required(3), rows[2], rows[1], first);
            Put(newer, rows[1], rows[2], rows[3]);
        }
    }

    private void ReadFull(string directory)
    {
        using var rows = CsvRows.Open(directory, "universe/cmc_full_list_2020_12.csv", "name", "symbol", "slug");
        while (rows.Read())
        {
            Put(early, rows[0], rows[1], rows[2]);
            byTicker2020.TryAdd(rows[1], []);
            byTicker2020[rows[1]].Add(rows[2]);
        }
    }

    // The number is certain where the name of 2020 is not: it replaces the slug that name had.
    private void ReadRanks(string directory, ImportLog log)
    {
        var seen = new HashSet<(string, string)>();
        using var rows = CsvRows.Open(directory, "universe/cmc_daily_rank500_2022.csv", "cmc_id", "name", "symbol");
        var counter = log.Begin(rows);
        counter.ForEach(() =>
        {
            var (slug, key) = (OfNumber(rows.Required(0)), Key(rows[1], rows[2]));
            if (slug is null)
                counter.Reject("the list of 2024-06 lacks the number");
            else if (seen.Add(key))
                early[key] = [slug];
            else
                early[key].Add(slug);
        });
    }

    private static void Put(Dictionary<(string, string), HashSet<string>> map, string name, string symbol, string slug)
    {
        var key = Key(name, symbol);
        map.TryAdd(key, []);
        map[key].Add(slug);
    }
}
