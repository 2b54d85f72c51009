using System.Globalization;
using CryptoEtl.Core.Features;
using static System.FormattableString;
using static CryptoEtl.Core.QualityGate.Report.ReportHtml;

namespace CryptoEtl.Core.QualityGate.Report;

/// <summary><c>features.html</c>: every feature that jumped, and how many nulls each had lately.</summary>
public static class FeaturesPage
{
    public const string Path = "features.html";

    public static string Of(FeatureIncidents features) => Page("Features", Incidents(features) + Nulls(features), "index.html");

    /// <summary>A few lines for the index.</summary>
    public static string Summary(FeatureIncidents features)
    {
        var newest = features.Latest.Count == 0 ? [] : features.Latest.TakeWhile(one => one.Day == features.Latest[0].Day).ToList();
        return Invariant($"<h2>Features</h2>\n<p>{Link(Path, Count(features.Total))} up to {Text(features.Days[^1].Day)}.</p>\n")
            + (newest.Count == 0 ? "" : Invariant($"<p class=\"halt\">{Text(newest[0].Day)}: {Text(string.Join(", ", newest.Take(5).Select(one => $"{one.Feature} {one.Reason}")))}{(newest.Count > 5 ? Invariant($" and {newest.Count - 5} more") : "")}</p>\n"));
    }

    private static string Count(int incidents) => incidents switch { 0 => "no incident", 1 => "1 incident", _ => Invariant($"{incidents} incidents") };

    private static string Incidents(FeatureIncidents features) =>
        Invariant($"<p>{Count(features.Total)} up to {Text(features.Days[^1].Day)}{(features.Total > features.Latest.Count ? Invariant($"; the last {features.Latest.Count} are here, all are in {Code(FeatureTables.Health.FullName)}") : "")}. An incident refuses nothing: the rows are there, and are to be looked at before they are used.</p>\n")
        + "<h2>Incidents</h2>\n" + (features.Latest.Count == 0 ? "<p>None.</p>\n" : Table(
            ["date", "feature", "group", "null before#", "null now#", "median before#", "median now#", "drift#", "what jumped"],
            features.Latest.Select(one => new[]
            {
                Text(one.Day), Text(one.Feature), Text(one.Group.ToString()), Share(one.NullBefore), Share(one.NullNow), Value(one.MedianBefore), Value(one.MedianNow), Value(one.Drift), Text(one.Reason),
            })));

    private static string Nulls(FeatureIncidents features)
    {
        var groups = features.Names.Index().GroupBy(feature => FeatureCatalogue.Named(feature.Item).Group).OrderBy(group => group.Key);
        return Invariant($"<h2>Nulls in the last {features.Days.Count} days</h2>\n<p><small>Share of the rows of members that are due to have a value, from 0 % up; a gap where none is.</small></p>\n")
            + string.Concat(groups.Select(group => Invariant($"<h3>{group.Key}</h3>\n<div class=\"cards\">\n{string.Concat(group.Select(feature => Card(features, feature.Item, feature.Index)))}</div>\n")));
    }

    private static string Card(FeatureIncidents features, string name, int at)
    {
        var shares = features.Days.Select(day => day.Shares[at]).ToList();
        var words = shares[^1] is { } last ? Invariant($"{Percent(last)} on the last day, at most {Percent(shares.Max()!.Value)}") : "not due on the last day";
        return Invariant($"<section class=\"card\"><h3>{Text(name)}</h3><p>{words}</p>{ReportSvg.Line(shares, $"null {name}: {words}")}</section>\n");
    }

    private static string Share(double? share) => share is { } value ? Percent(value) : "";

    private static string Value(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? "";
}
