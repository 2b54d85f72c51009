namespace CryptoEtl.Simulator.Prices;

/// <summary>A price and when it stood.</summary>
internal readonly record struct PriceRecord(double Price, DateTimeOffset At);

/// <summary>What a source would say of an asset right now. Null: it would say nothing.</summary>
/// <remarks>Money in US dollars, supply in coins.</remarks>
internal sealed record LiveQuote
{
    public required AssetHistory History { get; init; }

    public required DateTimeOffset LastUpdated { get; init; }

    public double? Price { get; init; }

    /// <summary>0: the source does not know it and says zero.</summary>
    public double? MarketCap { get; init; }

    public double? FullyDiluted { get; init; }

    public double? Volume { get; init; }

    public double? High24H { get; init; }

    public double? Low24H { get; init; }

    public double? PriceDayBefore { get; init; }

    public double? MarketCapDayBefore { get; init; }

    public double? CirculatingSupply { get; init; }

    public double? TotalSupply { get; init; }

    public double? MaxSupply { get; init; }

    public PriceRecord? AllTimeHigh { get; init; }

    public PriceRecord? AllTimeLow { get; init; }

    /// <summary>Place by market cap. Null: unranked.</summary>
    public int? Rank { get; init; }

    public int? RankWithRehypothecated { get; init; }

    /// <summary>Name of a field an injected defect removes. Null: none.</summary>
    public string? MissingField { get; init; }

    public string Id => History.Asset.Id;

    /// <summary>Percent since then, by the price at this quote's own time. Null: no price then.</summary>
    public double? ChangeSince(TimeSpan window) => Price is { } now ? Percent(now, History.PriceAt(LastUpdated - window)) : null;

    /// <summary>Percent from <paramref name="then"/> to <paramref name="now"/>, or null without a base.</summary>
    public static double? Percent(double now, double? then) =>
        then is { } known && known != 0 && double.IsFinite(known) ? (now / known - 1) * 100 : null;
}
