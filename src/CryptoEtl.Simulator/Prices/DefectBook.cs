using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Prices;

/// <summary>Puts the defects declared for today into the live quotes.</summary>
internal sealed class DefectBook(IEnumerable<Defect> today, QuoteBuilder builder)
{
    private readonly ILookup<string, Defect> byAsset = today.ToLookup(defect => defect.AssetId, StringComparer.Ordinal);

    public LiveQuote Apply(LiveQuote quote) => byAsset[quote.Id].Aggregate(quote, Apply);

    /// <summary>The list with every quote that is declared a duplicate standing in it twice.</summary>
    public IReadOnlyList<LiveQuote> Repeat(List<LiveQuote> listed)
    {
        foreach (var defect in byAsset.SelectMany(defects => defects).Where(defect => defect.Kind == LiveDefects.Duplicate))
        {
            var place = listed.FindIndex(quote => quote.Id == defect.AssetId);
            if (place >= 0)
                listed.Insert(Math.Min(listed.Count, place + (int)defect.Value!.Value), listed[place]);
        }

        return listed;
    }

    private LiveQuote Apply(LiveQuote quote, Defect defect) => defect.Kind switch
    {
        LiveDefects.Zero => Change(quote, defect.Field, _ => 0),
        LiveDefects.Negative => Change(quote, defect.Field, value => -Math.Abs(value ?? 1)),
        LiveDefects.Null => Change(quote, defect.Field, _ => null),
        LiveDefects.Scaled => Change(quote, defect.Field, value => value * defect.Value!.Value),
        LiveDefects.Missing => quote with { MissingField = defect.Field },
        LiveDefects.Inverted => Invert(quote),
        LiveDefects.Stale => Age(quote, defect.Value!.Value),
        _ => quote,
    };

    private static LiveQuote Change(LiveQuote quote, string field, Func<double?, double?> change) => field switch
    {
        "current_price" => quote with { Price = change(quote.Price) },
        "market_cap" => quote with { MarketCap = change(quote.MarketCap) },
        "total_volume" => quote with { Volume = change(quote.Volume) },
        "high_24h" => quote with { High24H = change(quote.High24H) },
        "low_24h" => quote with { Low24H = change(quote.Low24H) },
        "circulating_supply" => quote with { CirculatingSupply = change(quote.CirculatingSupply) },
        _ => quote,
    };

    // The quote of that many days ago, in the place of today's. An asset younger than that only looks old.
    private LiveQuote Age(LiveQuote quote, double days) =>
        (builder.Build(quote.History, days) ?? quote with { LastUpdated = quote.LastUpdated.AddDays(-days) }) with
        {
            Rank = quote.Rank,
            RankWithRehypothecated = quote.RankWithRehypothecated,
        };

    // A flat day has high equal to low: pull the high below, or there would be nothing to see.
    private static LiveQuote Invert(LiveQuote quote) => quote with
    {
        High24H = quote.Low24H == quote.High24H ? quote.Low24H * 0.9 : quote.Low24H,
        Low24H = quote.High24H,
    };
}
