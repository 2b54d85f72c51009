using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Features;

/// <summary>Which configuration the rows of a lake were made with.</summary>
internal static class FeatureHashes
{
    private const string Column = "config_hash";

    /// <summary>Statistics of text hold so many of its characters at least, and two configurations differ long before.</summary>
    private const int Prefix = 32;

    /// <exception cref="BadInputException">Some were made with another one.</exception>
    public static async Task RequireAsync(Lake lake, FeatureConfig config, CancellationToken cancellation)
    {
        foreach (var table in new[] { FeatureTables.Asset, FeatureTables.Market })
        {
            if (await OtherAsync(lake.Table(table), config.Hash, cancellation) is { } other)
                throw new BadInputException(
                    $"{table.FullName} has rows of configuration {other}, but this one is {config.Hash}, and rows of two configurations do not go together. Name in FEATURES_CONFIG the file that the rows were made with (none: the defaults), or take another lake, or remove the folders {string.Join(", ", FeatureTables.All.Select(made => made.Folder))} from this one: then every day is made anew");
        }
    }

    /// <returns>Null: there is none. The first that is found otherwise.</returns>
    private static async Task<string?> OtherAsync(LakeTable table, string hash, CancellationToken cancellation)
    {
        if (await table.SnapshotAsync(cancellation) is not { } snapshot)
            return null;
        await foreach (var rows in table.ReadFilesAsync(snapshot, (_, statistics) => !IsOnly(statistics, hash), [Column], cancellation))
        {
            if (rows.Texts(Column).OfType<string>().FirstOrDefault(made => made != hash) is { } other)
                return other;
        }

        return null;
    }

    /// <summary>The log says that the file has no other: it need not be opened.</summary>
    private static bool IsOnly(FileStatistics statistics, string hash) =>
        statistics.MinText(Column)?.StartsWith(hash[..Prefix], StringComparison.Ordinal) == true
        && statistics.MaxText(Column)?.StartsWith(hash[..Prefix], StringComparison.Ordinal) == true;
}
