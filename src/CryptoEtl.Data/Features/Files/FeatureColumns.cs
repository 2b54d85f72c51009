using CryptoEtl.Core;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Data.Features.Files;

/// <summary>Columns as a user names them.</summary>
public static class FeatureColumns
{
    private const int Near = 5;

    /// <summary>Names separated by commas, each once.</summary>
    /// <exception cref="BadInputException">A name is unknown; those that look like it are told.</exception>
    public static IReadOnlyList<string> Of(string text)
    {
        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        var known = FeatureCatalogue.All.Select(feature => feature.Name).ToHashSet();
        var unknown = names.Find(name => !known.Contains(name));
        if (names.Count == 0)
            throw new BadInputException("--columns names no feature; etl features list shows those there are");
        return unknown is null ? names : throw new BadInputException(
            $"--columns: there is no feature '{unknown}'; near it are {string.Join(", ", NamesNear(unknown, known))}; etl features list shows all");
    }

    /// <summary>The names that need the fewest letters changed, nearest first.</summary>
    internal static IEnumerable<string> NamesNear(string name, IEnumerable<string> known) =>
        known.OrderBy(other => Distance(name, other)).ThenBy(other => other, StringComparer.Ordinal).Take(Near);

    /// <summary>Letters to add, drop or change.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
