using CryptoEtl.Core.Features;
using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>One asset as the row of one day sees it.</summary>
internal sealed class Past
{
    private static readonly Field[] OfBar = [Field.Open, Field.High, Field.Low, Field.Close, Field.Volume, Field.MarketCap];
    private static readonly Field[] Fields = Enum.GetValues<Field>();
    private readonly int firstDay;
    private readonly double[][] values;
    private PastBars? bars;

    /// <param name="visible">By series, from the first day on: the newest visible value of each place, whatever it is.</param>
    public Past(string asset, int day, FeatureConfig config, int firstDay, double[][] visible)
    {
        (Asset, Day, Config, this.firstDay, values) = (asset, day, config, firstDay, visible);
        for (var at = 0; at < values[0].Length; at++)
            Judge(at);
    }

    public string Asset { get; }

    /// <summary>Day number of the row.</summary>
    public int Day { get; }

    public FeatureConfig Config { get; }

    public int MarketDay => Anchor(Config.MarketLag);

    public int OnchainDay => Anchor(Config.OnchainLag);

    public int SocialDay => Anchor(Config.SocialLag);

    public int DerivativesDay => Anchor(Config.DerivativesLag);

    public bool HasBar(int day) => Has(Close(day));

    public int FirstBar => Enumerable.Range(firstDay, values[0].Length).First(HasBar);

    public PastBars Bars => bars ??= new(this, firstDay);

    /// <summary>The value of a day as it stands, not carried.</summary>
    public double Raw(Field field, int day) => At((int)field, day - firstDay);

    public double Hour(int hour) => At(Told.Hours, hour - firstDay * 24);

    /// <summary>The value of a day, or the last one of the few days before it over which its field is carried.</summary>
    public double Carried(Field field, int day)
    {
        for (var back = 0; back <= StaleDays(field); back++)
        {
            if (Has(Raw(field, day - back)))
                return Raw(field, day - back);
        }

        return double.NaN;
    }

    public double Open(int day) => Raw(Field.Open, day);

    public double High(int day) => Raw(Field.High, day);

    public double Low(int day) => Raw(Field.Low, day);

    public double Close(int day) => Raw(Field.Close, day);

    public double Volume(int day) => Raw(Field.Volume, day);

    public double Cap(int day) => Carried(Field.MarketCap, day);

    /// <summary>Simple return over some days; null where one of the two days has no bar.</summary>
    public double Return(int from, int to) => Close(to) / Close(from) - 1;

    public double Simple(int day) => Return(day - 1, day);

    public double Log(int day) => Math.Log(Close(day) / Close(day - 1));

    private int Anchor(TimeSpan lag) => Day - Math.Max(0, (int)Math.Ceiling((lag - Config.DecisionOffset).TotalHours / 24));

    private double At(int series, int at) => at >= 0 && at < values[series].Length ? values[series][at] : double.NaN;

    private int StaleDays(Field field) => field switch
    {
        Field.MarketCap => Config.MarketCapStaleDays,
        Field.Tvl => Config.TvlStaleDays,
        Field.GalaxyScore => Config.GalaxyScoreStaleDays,
        Field.AltRank => Config.AltRankStaleDays,
        Field.OpenInterest => Config.OpenInterestStaleDays,
        _ => throw new ArgumentException($"{field} is never carried", nameof(field)),
    };

    private void Judge(int at)
    {
        foreach (var field in Fields)
        {
            if (!IsMeant(field, values[(int)field][at]))
                values[(int)field][at] = double.NaN;
        }

        if (IsBar(at))
            return;
        foreach (var field in OfBar)
            values[(int)field][at] = double.NaN;
    }

    private bool IsBar(int at)
    {
        var (open, high, low, close) = (values[(int)Field.Open][at], values[(int)Field.High][at], values[(int)Field.Low][at], values[(int)Field.Close][at]);
        return open > 0 && high > 0 && low > 0 && close > 0 && high >= Math.Max(open, close) && low <= Math.Min(open, close);
    }

    private static bool IsMeant(Field field, double value) => field switch
    {
        Field.Volume or Field.DexVolume or Field.Interactions => value >= 0,
        Field.MarketCap or Field.Tvl or Field.OpenInterest or Field.AltRank => value > 0,
        _ => true,
    };
}
