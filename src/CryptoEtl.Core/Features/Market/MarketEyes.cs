using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Features.Market;

/// <summary>Closes and caps of all assets as one row knows them. Goes forward from row to row; one worker at a time.</summary>
internal sealed class MarketEyes
{
    private readonly FeaturePanel panel;
    private readonly int[] firstDays;
    private readonly double[]?[] closes;
    private readonly double[]?[] caps;
    private readonly (int Asset, AssetView View)[] late;

    public MarketEyes(FeaturePanel panel)
    {
        this.panel = panel;
        firstDays = [.. panel.Assets.Select(asset => asset.FirstDay)];
        closes = [.. panel.Assets.Select(asset => asset.OnTime((int)Field.Close))];
        caps = [.. panel.Assets.Select(asset => asset.OnTime((int)Field.MarketCap))];
        late = [.. panel.Assets.Select((asset, at) => (asset, at)).Where(one => one.asset.HasLateBars).Select(one => (one.at, new AssetView(one.asset)))];
        foreach (var (asset, view) in late)
            (closes[asset], caps[asset]) = (view.Of(Field.Close), view.Of(Field.MarketCap));
    }

    /// <summary>Takes in all that rows up to this day may see.</summary>
    /// <param name="changed">Gets the position of each asset whose bar of a day has changed, and the day's number.</param>
    public void MoveTo(int row, Action<int, int>? changed = null)
    {
        foreach (var (asset, view) in late)
        {
            foreach (var value in view.MoveTo(row))
            {
                if (value.Series <= (int)Field.MarketCap)
                    changed?.Invoke(asset, firstDays[asset] + value.At);
            }
        }
    }

    /// <summary>NaN: no valid bar.</summary>
    public double Close(int asset, int day) => At(closes[asset], day - firstDays[asset]);

    /// <summary>C[t]/C[t-1] - 1.</summary>
    public double Return(int asset, int day) => Close(asset, day) / Close(asset, day - 1) - 1;

    /// <summary>Carried forward over a few missing days; NaN: none.</summary>
    public double MarketCap(int asset, int day)
    {
        var (values, at) = (caps[asset], day - firstDays[asset]);
        for (var age = 0; age <= panel.Config.MarketCapStaleDays; age++)
        {
            if (At(values, at - age) is var value && !double.IsNaN(value))
                return value;
        }

        return double.NaN;
    }

    private static double At(double[]? values, int at) => values is not null && (uint)at < (uint)values.Length ? values[at] : double.NaN;
}
