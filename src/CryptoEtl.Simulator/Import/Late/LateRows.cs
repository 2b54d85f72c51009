using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import.Late;

/// <summary>Makes the daily rows of identified series: prices of the preferred source, volume and cap of whoever tells them.</summary>
internal static class LateRows
{
    // A month and a late list: older than that, a supply is none.
    private const int OldestSupplyDays = 62;

    public static void Add(
        IReadOnlyList<LateSeries> used, string[] preferred, IEnumerable<Listing> listings, Dictionary<string, ImportedSeries> market)
    {
        var listingsByTicker = listings.ToLookup(listing => listing.Symbol, StringComparer.Ordinal);
        var matched = new HashSet<Listing>();
        foreach (var sources in used.GroupBy(series => series.AssetId!, StringComparer.Ordinal))
        {
            var days = Merge([.. sources.OrderBy(series => Array.IndexOf(preferred, series.Source))]);
            var supplies = Supplies(days, [.. sources.Select(series => series.Symbol).Distinct()], listingsByTicker, matched);
            if (!market.TryGetValue(sources.Key, out var asset))
                market[sources.Key] = asset = new ImportedSeries(CapBasis.Close);
            Write(days, supplies, asset);
        }

        foreach (var listing in listingsByTicker.SelectMany(rows => rows).Where(listing => !matched.Contains(listing)))
            listing.Counter.Reject("no asset of this ticker has this price on the day", listing.Line.Row, listing.Line.Raw);
    }

    private static SortedDictionary<int, (string Source, LateBar Bar)> Merge(LateSeries[] sources)
    {
        var days = new SortedDictionary<int, (string Source, LateBar Bar)>();
        foreach (var series in sources)
        {
            foreach (var bar in series.Bars)
            {
                if (days.TryAdd(bar.Day, (series.Source, bar)))
                    continue;

                var (source, held) = days[bar.Day];
                if (double.IsNaN(held.Volume) && double.IsNaN(held.MarketCap) && !double.IsNaN(bar.Volume))
                    days[bar.Day] = (source, held with { Volume = bar.Volume, MarketCap = bar.MarketCap });
                else
                    series.Reject(bar, $"{source} has this day already");
            }
        }

        return days;
    }

    private static SortedDictionary<int, Listing> Supplies(
        SortedDictionary<int, (string Source, LateBar Bar)> days, string[] symbols, ILookup<string, Listing> listings, HashSet<Listing> matched)
    {
        var supplies = new SortedDictionary<int, Listing>();
        foreach (var listing in symbols.SelectMany(symbol => listings[symbol]))
        {
            if (days.TryGetValue(listing.Day, out var day) && day.Bar.Admits(listing.Price) && supplies.TryAdd(listing.Day, listing))
                matched.Add(listing);
        }

        return supplies;
    }

    private static void Write(
        SortedDictionary<int, (string Source, LateBar Bar)> days, SortedDictionary<int, Listing> supplies, ImportedSeries asset)
    {
        Listing? latest = null;
        foreach (var (day, (source, bar)) in days)
        {
            latest = supplies.GetValueOrDefault(day, latest!);
            var volume = double.IsNaN(bar.Volume) && latest?.Day == day ? latest.Volume : bar.Volume;
            var known = latest is not null && day - latest.Day <= OldestSupplyDays;
            var cap = bar.MarketCap is > 0 || !known ? bar.MarketCap : Math.Round(latest!.Supply * bar.Close);
            asset.Add(day, source, [bar.Open, bar.High, bar.Low, bar.Close, volume, cap]);
        }
    }
}
