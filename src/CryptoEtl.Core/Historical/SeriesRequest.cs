using CryptoEtl.Core.Planning;

namespace CryptoEtl.Core.Historical;

/// <summary>One request for a stretch of one series.</summary>
/// <param name="Kind">One of <see cref="SeriesKinds"/>.</param>
/// <param name="Subject">CoinGecko id, DefiLlama slug or LunarCrush id, by the kind.</param>
/// <param name="Days">The UTC days it asks for.</param>
public sealed record SeriesRequest(string Kind, string Subject, DayRange Days, PlannedRequest Request)
{
    /// <summary>Days among them that an earlier answer covered: what was missing there and is told now was filled in later.</summary>
    public IReadOnlyList<DayRange> Covered { get; init; } = [];
}

/// <summary>Everything that is asked about one asset, by everybody.</summary>
/// <param name="LunarCrushId">Null: not mapped, or not asked.</param>
/// <param name="TvlSlugs">Protocols whose value locked is the asset's.</param>
/// <param name="DexSlugs">Exchanges whose volume is the asset's.</param>
public sealed record AssetWork(
    string AssetId, long? LunarCrushId, IReadOnlyList<string> TvlSlugs, IReadOnlyList<string> DexSlugs, IReadOnlyList<SeriesRequest> Requests);

/// <summary>Some assets that are fetched, judged and promoted together.</summary>
/// <param name="Name">Names the page's files within its batch.</param>
public sealed record SeriesPage(string Name, IReadOnlyList<AssetWork> Assets);
