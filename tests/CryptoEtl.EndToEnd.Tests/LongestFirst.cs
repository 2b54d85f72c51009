using CryptoEtl.EndToEnd.Tests.Features;
using CryptoEtl.EndToEnd.Tests.Past;
using CryptoEtl.EndToEnd.Tests.Past.Runs;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("CryptoEtl.EndToEnd.Tests.LongestFirst", "CryptoEtl.EndToEnd.Tests")]

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>Classes that take minutes begin first, so that no core waits for one of them at the end. What they prove does not depend on it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        .. new[]
        {
            typeof(RealPastTests), typeof(PipelineTests), typeof(TransientFaultTests), typeof(PastResumeTests), typeof(PastAllFaultsTests), typeof(ExportsOfThePastTests),
            typeof(RealMarketTests), typeof(ResumeTests), typeof(PastFaultTests), typeof(HarmfulFaultTests), typeof(KillTests),
        }.Select(type => $" {type.FullName}"),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.FindIndex(Long, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is var at && at < 0 ? Long.Length : at);
}
