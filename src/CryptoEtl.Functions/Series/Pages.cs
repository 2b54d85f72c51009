using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Series;

/// <summary>Cuts work into pages of neighbouring assets: large enough for good files, small enough for memory and for retries.</summary>
internal static class Pages
{
    /// <summary>Assets of a page where only charts are wanted, and where all of their series are read and promoted at once.</summary>
    public const int MostCharts = 50, MostHistories = 20;

    private const int MostRequests = 100;

    /// <param name="most">Assets of a page.</param>
    /// <returns>Names of the pages, in order.</returns>
    public static async Task<IReadOnlyList<string>> PutAsync(Lake lake, BatchId batch, IReadOnlyList<AssetWork> assets, int most, CancellationToken cancellation)
    {
        var names = new List<string>();
        foreach (var page in Cut(assets, most))
            names.Add((await PageStore.PutAsync(lake, batch, names.Count, page, cancellation)).Name);
        return names;
    }

    public static IReadOnlyDictionary<string, int> CountByEndpoint(IEnumerable<AssetWork> assets) =>
        assets.SelectMany(asset => asset.Requests).GroupBy(request => request.Request.Endpoint).ToDictionary(endpoint => endpoint.Key, endpoint => endpoint.Count());

    private static IEnumerable<List<AssetWork>> Cut(IReadOnlyList<AssetWork> assets, int most)
    {
        var page = new List<AssetWork>();
        var requests = 0;
        foreach (var asset in assets)
        {
            if (page.Count > 0 && (page.Count >= most || requests + asset.Requests.Count > MostRequests))
            {
                yield return page;
                (page, requests) = ([], 0);
            }

            page.Add(asset);
            requests += asset.Requests.Count;
        }

        if (page.Count > 0)
            yield return page;
    }
}
