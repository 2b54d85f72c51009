using CryptoEtl.Core.Features;
using CryptoEtl.Core.Tests.Docs;

namespace CryptoEtl.Core.Tests.Features;

public sealed class FeaturePageTests
{
    [Fact]
    public void The_page_of_features_and_the_catalogue_say_the_same() => GeneratedPage.Check("features.md", FeaturePage.Markdown());

    [Fact]
    public void Every_feature_has_a_line_and_every_group_a_title()
    {
        var lines = FeaturePage.Markdown().Split('\n');

        Assert.NotEmpty(FeatureCatalogue.All);
        Assert.All(FeatureCatalogue.All, feature => Assert.Single(lines, line => line.StartsWith($"| `{feature.Name}` |", StringComparison.Ordinal)));
        Assert.Equal(FeatureCatalogue.All.Select(feature => feature.Group).Distinct().Order(), lines.Where(line => line.Length > 4 && line.StartsWith("## ", StringComparison.Ordinal) && line[4] == '.').Select(line => line[3]));
    }

    [Fact]
    public void A_bar_in_a_formula_does_not_cut_its_line_into_another_cell() =>
        Assert.All(
            FeaturePage.Markdown().Split('\n').SkipWhile(line => !line.StartsWith("## A.", StringComparison.Ordinal)).Where(line => line.StartsWith("| `", StringComparison.Ordinal)),
            line => Assert.Equal(9, line.Replace("\\|", "", StringComparison.Ordinal).Count(letter => letter == '|')));
}
