using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Prices;

/// <summary>Answers for any moment what an asset cost, from its daily rows.</summary>
internal sealed class AssetHistory(TapeAsset asset)
{
    private readonly ulong seed = StableHash.Of(asset.Id);
    private PathOfDay? latest;

    public TapeAsset Asset => asset;

    public DailySeries Daily => asset.Daily;

    /// <summary>Differs by asset, for small differences between assets that must not differ between runs.</summary>
    public ulong Seed => seed;

    /// <summary>Price in US dollars. NaN on a day without a row.</summary>
    public double PriceAt(DateTimeOffset moment)
    {
        var (index, share) = Locate(moment);
        return index < 0 ? double.NaN : Path(index).At(share);
    }

    /// <summary>Lowest and highest price between two moments, or null if a row is missing at either end.</summary>
    public (double Low, double High)? RangeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var ((first, start), (last, end)) = (Locate(from), Locate(to));
        if (first < 0 || last < 0)
            return null;

        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var index = first; index <= last; index++)
        {
            var part = Path(index).Range(index == first ? start : 0, index == last ? end : 1);
            (low, high) = (Math.Min(low, part.Low), Math.Max(high, part.High));
        }

        return double.IsNaN(low) ? null : (low, high);
    }

    /// <summary>Traded over the 24 hours before the moment: the rest of yesterday and today so far. NaN: unknown.</summary>
    /// <remarks>Where one of the two days is unknown the other stands in for it.</remarks>
    public double VolumeAt(DateTimeOffset moment)
    {
        var (index, share) = Locate(moment);
        if (index < 0)
            return double.NaN;

        var today = Daily.Volume[index];
        var yesterday = index > 0 && Daily.Days[index - 1] == Daily.Days[index] - 1 ? Daily.Volume[index - 1] : double.NaN;
        if (double.IsNaN(today) || double.IsNaN(yesterday))
            return double.IsNaN(today) ? yesterday : today;

        return share * today + (1 - share) * yesterday;
    }

    /// <summary>Coins in circulation as known at the moment: of the last finished day if there is one. NaN: unknown.</summary>
    public double SupplyAt(DateTimeOffset moment)
    {
        var index = Daily.LastUpTo(DayNumber(moment));
        if (index < 0)
            return double.NaN;

        return index > 0 && !double.IsNaN(Daily.Supply[index - 1]) ? Daily.Supply[index - 1] : Daily.Supply[index];
    }

    /// <summary>Market cap at the moment. 0 where the source says 0, which it does for unknown; NaN where it says nothing.</summary>
    public double MarketCapAt(DateTimeOffset moment)
    {
        var supply = SupplyAt(moment);
        if (!double.IsNaN(supply))
            return supply * PriceAt(moment);

        var index = Daily.LastUpTo(DayNumber(moment));
        return index >= 0 && Daily.MarketCap[index] == 0 ? 0 : double.NaN;
    }

    /// <summary>Market cap at the end of a day, whatever moment the source valued it at. 0 and NaN as above.</summary>
    public double MarketCapAtClose(int index) =>
        asset.CapBasis == CapBasis.Close || double.IsNaN(Daily.Supply[index])
            ? Daily.MarketCap[index]
            : Daily.Supply[index] * Daily.Close[index];

    /// <summary>The path of one day.</summary>
    public IntradayPath Path(int index)
    {
        // Hourly and five-minute answers ask for the same day many times in a row.
        // One reference, so that requests side by side cannot see half an entry.
        if (latest is { } held && held.Index == index)
            return held.Path;

        var path = new IntradayPath(
            Daily.Open[index], Daily.High[index], Daily.Low[index], Daily.Close[index], StableHash.Of(seed, Daily.Days[index]));
        latest = new PathOfDay(index, path);
        return path;
    }

    public static int DayNumber(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime).DayNumber;

    private (int Index, double Share) Locate(DateTimeOffset moment) =>
        (Daily.Of(DayNumber(moment)), moment.UtcDateTime.TimeOfDay.TotalDays);

    private sealed record PathOfDay(int Index, IntradayPath Path);
}
