using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.LunarCrush;

/// <summary>The figures of one bucket.</summary>
/// <param name="Start">Unix seconds.</param>
/// <param name="Share">Of a day.</param>
/// <param name="Spot">Price at the end of the bucket, or now in the running one.</param>
/// <param name="SocialRow">-1: no figures.</param>
internal sealed record SeriesPoint(
    AssetHistory History, long Start, double Share, double Spot, double Cap, double Volume, double Supply, int SocialRow)
{
    /// <summary>Null: there is no price.</summary>
    /// <param name="length">Seconds.</param>
    public static SeriesPoint? At(AssetHistory history, long start, long length, DateTimeOffset now)
    {
        // One second before the end, so that a bucket never reaches into the next day.
        var moment = DateTimeOffset.FromUnixTimeSeconds(Math.Min(start + length - 1, now.ToUnixTimeSeconds()));
        var price = history.PriceAt(moment);
        if (!double.IsFinite(price))
            return null;

        return new SeriesPoint(
            history, start, length / 86_400.0, price, history.MarketCapAt(moment), history.VolumeAt(moment), history.SupplyAt(moment),
            SocialRowOf(history.Asset.Social, moment, now));
    }

    /// <summary>A figure of the day, or null.</summary>
    public double? Level(double[] column) => SocialRow >= 0 && double.IsFinite(column[SocialRow]) ? column[SocialRow] : null;

    /// <summary>The bucket's part of a day's count, or null.</summary>
    public double? Part(double[] column) => Level(column) is { } count ? Math.Round(count * Share) : null;

    // Social figures of a day are out when it is over: a bucket of today has those of the day before.
    private static int SocialRowOf(SocialSeries social, DateTimeOffset moment, DateTimeOffset now)
    {
        var day = Math.Min(AssetHistory.DayNumber(moment), AssetHistory.DayNumber(now) - 1);
        var row = social.LastUpTo(day);
        return row >= 0 && social.Days[row] == day ? row : -1;
    }
}
