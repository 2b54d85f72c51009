using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Health;
using CryptoEtl.Core.QualityGate.Report;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate.Report;

/// <summary>Folds new days of the features' health into the page of features.</summary>
internal sealed class FeatureFold(Lake lake, ReportFolder folder)
{
    private const string Document = "_features.json";

    /// <summary>Writes the page where there is a day that it lacks.</summary>
    /// <returns>Null: no day of features was ever made.</returns>
    public async Task<FeatureIncidents?> WriteAsync(ReportManifest manifest, CancellationToken cancellation)
    {
        var table = lake.Table(FeatureTables.Health);
        var known = manifest.Versions.TryGetValue(table.Definition.FullName, out var version) ? await folder.ReadAsync<FeatureIncidents>(Document, cancellation) : null;
        if (known?.Names.SequenceEqual(FeatureIncidents.None.Names, StringComparer.Ordinal) == false)
            known = null;
        var files = await NewFiles.OfAsync(table, known is null ? null : version, cancellation);
        var features = await FoldAsync(table, files, files.IsWhole ? FeatureIncidents.None : known!, cancellation);
        if (features.Days.Count == 0)
            return null;
        if (files.Files.Count > 0 || files.IsWhole)
            await folder.WriteAsync(Document, features, cancellation);
        await folder.PageAsync(manifest, FeaturesPage.Path, FeaturesPage.Of(features), cancellation);
        manifest.Versions[table.Definition.FullName] = files.Version;
        return features;
    }

    private static async Task<FeatureIncidents> FoldAsync(LakeTable table, NewFiles files, FeatureIncidents features, CancellationToken cancellation)
    {
        var (columns, days) = (HealthRows.Read.ToHashSet(StringComparer.Ordinal), new List<FeatureHealth>());
        foreach (var file in files.Files)
        {
            await foreach (var rows in table.ReadFileAsync(file, columns, cancellation))
                days.AddRange(HealthRows.Of(rows));
        }

        return features.And(days);
    }
}
