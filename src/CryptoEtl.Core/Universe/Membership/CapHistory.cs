using CryptoEtl.Core.Historical;

namespace CryptoEtl.Core.Universe.Membership;

/// <summary>Every vintage of every asset's daily caps, volumes and prices: what the universe is reconstructed from.</summary>
/// <remarks>Batches may come in any number and order; the result does not depend on it. About 40 bytes a vintage.</remarks>
public sealed class CapHistory
{
    private const string DayGrain = "day";

    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly List<string> assets = [];
    private readonly List<CapSeries> series = [];
    private (string? Asset, int At) last;

    /// <summary>Assets with at least one vintage, or named otherwise, in the order they were first met.</summary>
    public IReadOnlyList<string> Assets => assets;

    /// <summary>Vintages held.</summary>
    public long Count { get; private set; }

    internal IReadOnlyList<CapSeries> Series => series;

    /// <summary>Adds the daily points among the rows; points of other grains are left out.</summary>
    /// <param name="chart">Rows of <see cref="HistoricalTables.Chart"/>, every vintage of them. Zero and null caps both mean unknown;
    /// a row withdrawn has no values, which hides what was told before.</param>
    public void Add(Batch chart)
    {
        var (assetIds, grains) = (chart.Texts("asset_id"), chart.Texts("grain"));
        var (days, availables, observed) = (chart.Instants("day"), chart.Instants(Tables.AvailableAt), chart.Instants(Tables.ObservedAt));
        var (prices, caps, volumes) = (chart.Numbers("price_usd"), chart.Numbers("market_cap_usd"), chart.Numbers("volume_24h_usd"));
        for (var row = 0; row < chart.RowCount; row++)
        {
            if (assetIds[row] is not { } asset || grains[row] != DayGrain || days[row] is not { } day || availables[row] is not { } available)
                continue;
            var volume = volumes[row] is >= 0 ? volumes[row]!.Value : double.NaN;
            series[PositionOf(asset)].Add(
                NumberOf(day), available.Ticks, (observed[row] ?? available).Ticks, Positive(caps[row]), volume, Positive(prices[row]));
            Count++;
        }
    }

    /// <summary>Position of an asset, which is added without a vintage when it is not known.</summary>
    internal int PositionOf(string asset)
    {
        if (ReferenceEquals(asset, last.Asset))
            return last.At;
        if (!positions.TryGetValue(asset, out var at))
        {
            positions.Add(asset, at = assets.Count);
            assets.Add(asset);
            series.Add(new());
        }

        last = (asset, at);
        return at;
    }

    /// <summary>Brings every asset's vintages into the order in which they became known.</summary>
    internal void Order()
    {
        foreach (var one in series)
            one.Order();
    }

    private static int NumberOf(DateTime day) => (int)(day.Ticks / TimeSpan.TicksPerDay);

    private static double Positive(double? figure) => figure is > 0 ? figure.Value : double.NaN;
}
