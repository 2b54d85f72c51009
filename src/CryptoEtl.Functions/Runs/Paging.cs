using CryptoEtl.Core.Planning;

namespace CryptoEtl.Functions.Runs;

/// <summary>How many pages a list has is known from its first.</summary>
internal static class Paging
{
    /// <summary>The pages after the first.</summary>
    /// <param name="first">What the source calls its first page: 0 or 1.</param>
    public static IReadOnlyList<PlannedRequest> After(
        IReadOnlyList<FetchedPage> pages, FollowUp more, int first, int perPage, Func<int, PlannedRequest> page)
    {
        var total = pages.FirstOrDefault(fetched => fetched.Request.Endpoint == more.Endpoint)?.TotalRows ?? 0;
        var count = (int)Math.Clamp((total + perPage - 1) / perPage - 1, 0, more.AtMost + 1);
        return more.Bounded([.. Enumerable.Range(first + 1, count).Select(page)]);
    }
}
