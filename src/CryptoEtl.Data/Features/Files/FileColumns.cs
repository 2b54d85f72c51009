using CryptoEtl.Core;

namespace CryptoEtl.Data.Features.Files;

/// <summary>The columns that one kind of file has, in any order.</summary>
/// <param name="Names">Those that must be there, the asset's id and the time first; then those that may.</param>
/// <param name="Required">How many must be there.</param>
/// <param name="IsHourly">Times are starts of hours, not days.</param>
internal sealed record FileColumns(IReadOnlyList<string> Names, int Required, bool IsHourly = false)
{
    /// <summary>Place of the asset's id in <see cref="Names"/>.</summary>
    public const int Asset = 0;

    /// <summary>Place of the day or hour in <see cref="Names"/>.</summary>
    public const int Time = 1;

    /// <summary>Where each column stands in a file; -1: nowhere.</summary>
    /// <exception cref="BadInputException">A column is missing, unknown, or there twice.</exception>
    public int[] In(string path, List<string> headers)
    {
        var unknown = headers.FirstOrDefault(header => !Names.Contains(header));
        if (unknown is not null)
            throw BadInputException.At(path, 1, unknown, unknown, $"there is no such column; there are: {string.Join(", ", Names)}");
        var twice = headers.GroupBy(header => header).FirstOrDefault(same => same.Count() > 1)?.Key;
        if (twice is not null)
            throw BadInputException.At(path, 1, twice, twice, "the column is there twice");
        var missing = Names.Take(Required).FirstOrDefault(name => !headers.Contains(name));
        return missing is null
            ? [.. Names.Select(name => headers.IndexOf(name))]
            : throw BadInputException.At(path, 1, missing, string.Join(',', headers), "the column is missing");
    }
}
