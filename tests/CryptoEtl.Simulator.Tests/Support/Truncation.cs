using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoEtl.Simulator.Tests.Support;

/// <summary>Copies a tape without anything that happened after a moment: what the market had written by then, and no more.</summary>
internal static partial class Truncation
{
    public static void Copy(string from, string to, DateTimeOffset now)
    {
        var today = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var moment = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        var info = File.ReadAllText(Path.Combine(from, "tape.json"));
        File.WriteAllText(Path.Combine(to, "tape.json"), LastDay().Replace(info, $"\"last_day\": \"{today}\""));
        Filter("assets.csv", line => AliveThen(line, today));
        Filter("protocols.csv", line => line);
        foreach (var (file, column) in ((string, int)[])[("daily.csv", 1), ("onchain.csv", 2), ("social.csv", 1), ("derivatives.csv", 4), ("coinbase_products.csv", 4), ("defects.csv", 1)])
            Filter(file, line => string.CompareOrdinal(line.Split(',')[column], today) <= 0 ? line : null);
        Filter("restatements.csv", line => string.CompareOrdinal(line.Split(',')[5], moment) <= 0 ? line : null);

        void Filter(string file, Func<string, string?> keep)
        {
            var lines = File.ReadLines(Path.Combine(from, file));
            File.WriteAllLines(Path.Combine(to, file), [lines.First(), .. lines.Skip(1).Select(keep).OfType<string>()]);
        }
    }

    // Nobody listed later, and no death that had not been noticed.
    private static string? AliveThen(string line, string today)
    {
        var dates = Life().Match(line);
        if (string.CompareOrdinal(dates.Groups["listed"].Value, today) > 0)
            return null;

        var died = dates.Groups["died"];
        return died.Length > 0 && string.CompareOrdinal(died.Value, today) >= 0 ? line.Remove(died.Index, died.Length) : line;
    }

    [GeneratedRegex("\"last_day\": \"[^\"]*\"")]
    private static partial Regex LastDay();

    [GeneratedRegex(",(true|false),(?<listed>[-0-9]{10}),(?<died>[-0-9]*),")]
    private static partial Regex Life();
}
