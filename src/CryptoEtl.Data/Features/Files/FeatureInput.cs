using CryptoEtl.Core;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Data.Features.Files;

/// <summary>Files that features are made of; each is .csv, .csv.gz or .parquet.</summary>
/// <param name="Hourly">Null: there are no hourly closes.</param>
/// <param name="Revisions">Null: every value was published at its source's usual time and never changed.</param>
public sealed record FeatureFiles(string Daily, string Universe, string? Hourly = null, string? Revisions = null)
{
    /// <summary>All that were given.</summary>
    public IEnumerable<string> All => new[] { Daily, Universe, Hourly, Revisions }.OfType<string>();
}

/// <summary>What the files hold.</summary>
/// <param name="Notes">A line for each kind of value that was read but means nothing.</param>
public sealed record FeatureInput(FeaturePanel Panel, IReadOnlyList<string> Notes)
{
    /// <exception cref="BadInputException">A file is missing or damaged, or something in it is wrong: the message names file, line, field and value.</exception>
    public static FeatureInput Read(FeatureFiles files, FeatureConfig config, CancellationToken cancellation = default)
    {
        var (observed, nulls) = (new Observed(config.Checked()), new NullCounts());
        DailyFile.Read(files.Daily, observed, nulls, cancellation);
        if (files.Hourly is not null)
            HourlyFile.Read(files.Hourly, observed, nulls, cancellation);
        if (files.Revisions is not null)
            RevisionsFile.Read(files.Revisions, observed, nulls, cancellation);

        var seen = observed.Assets.Select(asset => asset.History).Where(history => !history.IsEmpty);
        var assets = seen.OrderBy(history => history.AssetId, StringComparer.Ordinal).Select(history => history.Build()).ToList();
        if (assets.Count == 0)
            throw new BadInputException($"{files.Daily}: there is no value in it");
        return new(new(config, assets, UniverseFile.Read(files.Universe, observed, assets, cancellation)), nulls.Lines(WithoutBars(observed)));
    }

    private static List<string> WithoutBars(Observed observed) =>
        [.. observed.Assets.Where(asset => !asset.HasPrice).Select(asset => asset.History.AssetId).Order(StringComparer.Ordinal)];
}
