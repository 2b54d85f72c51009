namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>One class of defects, and how it is put into a tape.</summary>
/// <param name="Rules">Any of these may find it.</param>
/// <param name="Inject">Spoils the bar at a place of the list; returns the bars that are wrong now. The places around it are left alone by others.</param>
internal sealed record BarDefect(string Name, string[] Rules, double Recall, Func<List<Bar>, int, Bar[]> Inject);

/// <summary>The classes of defects that real files have.</summary>
internal static class BarDefects
{
    private const double Sure = 1, Likely = 0.95;

    public static readonly IReadOnlyList<BarDefect> All =
    [
        Row("no price", ["HB001"], bar => bar.Close = null),
        Row("no asset", ["HB001"], bar => bar.Asset = null),
        Row("price of zero", ["HB002"], bar => (bar.Open, bar.High, bar.Low, bar.Close) = (0, 0, 0, 0)),
        Row("negative low", ["HB031"], bar => bar.Low = -bar.Low),
        Row("high and low swapped", ["HB005"], bar => (bar.High, bar.Low) = (bar.Low / 1.01, bar.High * 1.01)),
        Row("high below the close", ["HB003"], bar => bar.High = bar.Close * 0.99),
        Row("low above the open", ["HB004"], bar => bar.Low = bar.Open * 1.01),
        Row("columns shifted left", ["HB002", "HB003", "HB004"], bar =>
            (bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.Cap) = (bar.High * 1.01, bar.Low, bar.Close, bar.Volume, bar.Cap, null)),
        Row("columns shifted right", ["HB004"], bar => (bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.Cap) = (null, bar.Open, bar.High * 1.01, bar.Low, bar.Close, bar.Volume)),
        Row("negative volume", ["HB006"], bar => bar.Volume = -1),
        Row("seconds taken for milliseconds", ["HB007"], bar => bar.Day = new DateTime(1970, 1, 19, 0, 0, 0, DateTimeKind.Utc)),
        Row("a day of the next century", ["HB007"], bar => bar.Day = bar.Day!.Value.AddYears(100)),
        Row("a day of another zone", ["HB009"], bar => bar.Day = bar.Day!.Value.AddHours(3)),
        Row("cap above all money", ["HB010"], bar => bar.Cap = bar.Cap * 1e9 + 1e14),
        Row("volume is the cap", ["HB030"], bar => bar.Volume = bar.Cap),
        new("row twice", ["HB008"], Sure, Twice),
        new("three days missing", ["HB016"], Sure, Gap),
        new("a price repeated eight times", ["HB021"], Sure, Stale),
        Likes("price x 1000, cap right", ["HB011", "HB012", "HB013"], bar => Scale(bar, 1000)),
        Likes("price / 1000, cap right", ["HB011", "HB012", "HB013"], bar => Scale(bar, 0.001)),
        Likes("price and cap x 1000", ["HB013"], bar => (Scale(bar, 1000), bar.Cap *= 1000)),
        Likes("price and cap / 10^6", ["HB013"], bar => (Scale(bar, 1e-6), bar.Cap *= 1e-6)),
        Likes("close spikes fortyfold", ["HB011", "HB012"], bar => (bar.Close, bar.High) = (bar.Close * 40, bar.High * 40)),
        Likes("close falls to a fortieth", ["HB011", "HB012"], bar => (bar.Close, bar.Low) = (bar.Close / 40, bar.Low / 40)),
        Likes("cap x 1000", ["HB014"], bar => bar.Cap *= 1000),
        Likes("cap / 10^6", ["HB014"], bar => bar.Cap *= 1e-6),
        new("price and cap x 1000 for three days", ["HB013"], Likely, (bars, at) => Many(bars, at, 3, bar => (Scale(bar, 1000), bar.Cap *= 1000))),
        Likes("price moves fourfold, cap too", ["HB018"], bar => (Scale(bar, 4), bar.Cap *= 4)),
        Likes("price moves twelvefold, cap too", ["HB017"], bar => (Scale(bar, 12), bar.Cap *= 12)),
    ];

    private static BarDefect Row(string name, string[] rules, Action<Bar> spoil) => new(name, rules, Sure, (bars, at) => Many(bars, at, 1, bar => spoil(bar)));

    private static BarDefect Likes<T>(string name, string[] rules, Func<Bar, T> spoil) => new(name, rules, Likely, (bars, at) => Many(bars, at, 1, bar => spoil(bar)));

    private static Bar[] Many(List<Bar> bars, int at, int count, Action<Bar> spoil)
    {
        for (var place = at; place < at + count; place++)
            spoil(bars[place]);
        return [.. bars.Skip(at).Take(count)];
    }

    private static Bar[] Many<T>(List<Bar> bars, int at, int count, Func<Bar, T> spoil) => Many(bars, at, count, bar => { spoil(bar); });

    private static int Scale(Bar bar, double factor)
    {
        (bar.Open, bar.High, bar.Low, bar.Close) = (bar.Open * factor, bar.High * factor, bar.Low * factor, bar.Close * factor);
        return 0;
    }

    private static Bar[] Twice(List<Bar> bars, int at)
    {
        bars.Insert(at + 1, bars[at].Copy());
        return [bars[at + 1]];
    }

    private static Bar[] Gap(List<Bar> bars, int at)
    {
        bars.RemoveRange(at, 3);
        return [bars[at]];
    }

    /// <summary>The bar stays whole: its other prices are moved to the close.</summary>
    private static Bar[] Stale(List<Bar> bars, int at)
    {
        var close = bars[at - 1].Close;
        return Many(bars, at, 8, bar => (bar.Open, bar.High, bar.Low, bar.Close, bar.Cap) = (close, close, close, close, bar.Cap * close / bar.Close));
    }
}
