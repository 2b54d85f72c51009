using CryptoEtl.Core.Planning;

namespace CryptoEtl.Functions.Runs;

/// <summary>How many pages a list has.</summary>
internal static class Paging
{
    /// <summary>The pages after the first.</summary>
    /// <param name="total">Rows over all pages.</param>
    /// <param name="first">What the source calls its first page: 0 or 1.</param>
    /// <exception cref="Core.UpstreamException">More pages than the plan allows.</exception>
    public static IReadOnlyList<PlannedRequest> After(long total, FollowUp more, int first, int perPage, Func<int, PlannedRequest> page)
    {
        var count = (int)Math.Clamp((total + perPage - 1) / perPage - 1, 0, more.AtMost + 1);
        return more.Bounded([.. Enumerable.Range(first + 1, count).Select(number => page(number) with { MustHaveRows = true })]);
    }
}
