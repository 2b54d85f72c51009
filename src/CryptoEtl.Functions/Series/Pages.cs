using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Functions.Series;

/// <summary>Cuts work into pages of neighbouring assets: large enough for good files, small enough for memory and for retries.</summary>
internal static class Pages
{
    private const int MostAssets = 50, MostRequests = 100;

    /// <returns>Names of the pages, in order.</returns>
    public static async Task<IReadOnlyList<string>> PutAsync(Lake lake, BatchId batch, IReadOnlyList<AssetWork> assets, CancellationToken cancellation)
    {
        var names = new List<string>();
        foreach (var page in Cut(assets))
            names.Add((await PageStore.PutAsync(lake, batch, names.Count, page, cancellation)).Name);
        return names;
    }

    public static IReadOnlyDictionary<string, int> CountByEndpoint(IEnumerable<AssetWork> assets) =>
        assets.SelectMany(asset => asset.Requests).GroupBy(request => request.Request.Endpoint).ToDictionary(endpoint => endpoint.Key, endpoint => endpoint.Count());

    private static IEnumerable<List<AssetWork>> Cut(IReadOnlyList<AssetWork> assets)
    {
        var page = new List<AssetWork>();
        var requests = 0;
        foreach (var asset in assets)
        {
            if (page.Count > 0 && (page.Count >= MostAssets || requests + asset.Requests.Count > MostRequests))
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
