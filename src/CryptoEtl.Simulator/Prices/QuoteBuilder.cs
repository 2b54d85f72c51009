namespace CryptoEtl.Simulator.Prices;

/// <summary>Makes the live quote of an asset at the simulated moment.</summary>
internal sealed class QuoteBuilder(DateTimeOffset now)
{
    /// <summary>A gap no longer than this leaves the last known row standing. After that the asset is not shown.</summary>
    public const int LongestGapDays = 3;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Null: the asset is not on the market right now.</summary>
    /// <param name="staleDays">Age to feign, in days.</param>
    public LiveQuote? Build(AssetHistory history, double staleDays = 0)
    {
        if (LastUpdate(history, staleDays) is not { } moment)
            return null;

        var price = Known(history.PriceAt(moment));
        // An old row has no figures over the last 24 hours.
        var range = now - moment < Day ? history.RangeBetween(moment - Day, moment) ?? SinceMidnight(history, moment) : null;
        var supply = Known(history.SupplyAt(moment));
        var cap = Known(history.MarketCapAt(moment));
        var total = TotalSupply(history, supply);

        return new LiveQuote
        {
            History = history,
            LastUpdated = moment,
            Price = price,
            MarketCap = cap,
            FullyDiluted = price * (history.Asset.MaxSupply ?? total),
            Volume = Known(history.VolumeAt(moment)),
            High24H = range?.High,
            Low24H = range?.Low,
            PriceDayBefore = range is null ? null : Known(history.PriceAt(moment - Day)),
            MarketCapDayBefore = range is null ? null : Known(history.MarketCapAt(moment - Day)),
            CirculatingSupply = supply ?? (cap == 0 ? 0 : null),
            TotalSupply = total,
            MaxSupply = history.Asset.MaxSupply,
            AllTimeHigh = Extremes.High(history, moment),
            AllTimeLow = Extremes.Low(history, moment),
        };
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;

    // Of one coin in thirty the total supply is not known.
    private static double? TotalSupply(AssetHistory history, double? supply)
    {
        if (StableHash.Unit(StableHash.Of(history.Seed, 101)) < 1 / 30.0)
            return null;

        return history.Asset.MaxSupply is { } max && StableHash.Unit(StableHash.Of(history.Seed, 102)) < 0.5 ? max : supply;
    }

    private static (double Low, double High)? SinceMidnight(AssetHistory history, DateTimeOffset moment) =>
        history.RangeBetween(new DateTimeOffset(moment.UtcDateTime.Date, TimeSpan.Zero), moment);

    private DateTimeOffset? LastUpdate(AssetHistory history, double staleDays)
    {
        // 5 to 65 seconds ago, another delay for every asset.
        var delay = TimeSpan.FromMilliseconds(5_000 + (int)(60_000 * StableHash.Unit(StableHash.Of(history.Seed, 100))));
        var moment = now - delay - TimeSpan.FromDays(staleDays);
        var day = AssetHistory.DayNumber(moment);
        var row = history.Daily.LastUpTo(day);
        if (row < 0 || day - history.Daily.Days[row] > LongestGapDays)
            return null;

        var known = DateOnly.FromDayNumber(history.Daily.Days[row]);
        return history.Daily.Days[row] == day ? moment : new DateTimeOffset(known.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) - delay;
    }
}
