using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import;

/// <summary>Name and ticker by slug, gathered from the lists at hand.</summary>
internal sealed class NameBook
{
    private readonly Dictionary<string, (string Name, string Symbol)> names = new(StringComparer.Ordinal);

    public static NameBook Read(string directory, ImportLog log)
    {
        var book = new NameBook();
        book.ReadList(directory, "universe/cmc_full_list_2020_12.csv", log);
        book.ReadList(directory, "assets/cmc_active_list_2024_06_11.csv", log);
        book.ReadPages(directory, log);
        return book;
    }

    /// <summary>Falls back on the slug: "bit-coin" is named "Bit Coin" and ticked "BITCOI".</summary>
    public (string Name, string Symbol) Of(string slug)
    {
        if (names.TryGetValue(slug, out var known))
            return known;

        var words = slug.Split('-', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join(' ', words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var symbol = string.Concat(words).ToUpperInvariant();
        return (name, symbol[..Math.Min(6, symbol.Length)]);
    }

    private void ReadList(string directory, string file, ImportLog log)
    {
        using var rows = CsvRows.Open(directory, file, "name", "symbol", "slug");
        log.Begin(rows).ForEach(() => names.TryAdd(rows.Required(2), (rows.Required(0), rows.Required(1))));
    }

    // A raw line begins with symbol, rank, name. Only a name the other lists lack is of use.
    private void ReadPages(string directory, ImportLog log)
    {
        using var rows = CsvRows.Open(directory, "live/cmc_page_5min_raw_2017.csv", "snapshot_utc", "raw_csv_line");
        log.Begin(rows).ForEach(() =>
        {
            if (rows[1].Split(',', 4) is [{ Length: > 0 } symbol, _, { Length: > 0 } name, ..])
                names.TryAdd(Slugs.Of(name), (name.Trim('"'), symbol));
        });
    }
}
