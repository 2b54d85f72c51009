using System.Globalization;

namespace CryptoEtl.Core.Universe.Comparison;

/// <summary>Reads dated rank lists from CSV. Columns are found by name, whatever else the file has.</summary>
public static class RankListFile
{
    private static readonly string[] Days = ["snapshot_date", "committed_at_utc", "date", "day"];
    private static readonly string[] Ranks = ["rank", "position"];
    private static readonly string[] Names = ["name", "CoinName"];
    private static readonly string[] Caps = ["market_cap_usd", "MarketCap"];

    /// <summary>The lines of all lists in the file, in its order. Caps that are no number are taken as not told.</summary>
    /// <param name="file">Name for messages.</param>
    /// <exception cref="BadInputException">A column is missing, or a day or a rank cannot be read.</exception>
    public static IEnumerable<ListedCoin> Read(TextReader reader, string file)
    {
        var header = CsvLine.Split(reader.ReadLine() ?? throw new BadInputException($"{file}: is empty"));
        var (day, rank) = (Demand(header, Days, file), Demand(header, Ranks, file));
        var (name, symbol, slug, cap) = (Find(header, Names), Find(header, ["symbol"]), Find(header, ["slug"]), Find(header, Caps));
        if (name < 0 && slug < 0)
            throw new BadInputException($"{file}: has neither a column 'slug' nor 'name'");

        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            var fields = CsvLine.Split(text);
            yield return new(
                DayOf(Field(fields, day), file, line), RankOf(Field(fields, rank), file, line),
                Field(fields, name), Field(fields, symbol), Field(fields, slug),
                double.TryParse(Field(fields, cap), NumberStyles.Float, CultureInfo.InvariantCulture, out var usd) && usd > 0 ? usd : null);
        }
    }

    private static int Demand(IReadOnlyList<string> header, string[] names, string file) =>
        Find(header, names) is >= 0 and var at ? at : throw new BadInputException($"{file}: has no column '{string.Join("' or '", names)}'");

    private static int Find(IReadOnlyList<string> header, string[] names) =>
        names.Select(name => header.ToList().FindIndex(column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(at => at >= 0, -1);

    private static string? Field(IReadOnlyList<string> fields, int at) => at >= 0 && at < fields.Count && fields[at].Length > 0 ? fields[at] : null;

    private static DateOnly DayOf(string? text, string file, int line) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? DateOnly.FromDateTime(moment.UtcDateTime)
            : throw BadInputException.At(file, line, Days[0], text, "is not a date");

    private static int RankOf(string? text, string file, int line) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var rank) && rank > 0 ? rank : throw BadInputException.At(file, line, Ranks[0], text, "is not a rank");
}
