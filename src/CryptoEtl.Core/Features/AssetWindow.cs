using CryptoEtl.Core.Features.Kernels;
using CryptoEtl.Core.Features.Market;
using CryptoEtl.Core.Features.Series;

namespace CryptoEtl.Core.Features;

/// <summary>One asset over some neighbouring rows that know the same past. Series have an element a day: the row's day is at its place, and what is before it as far back as windows reach.</summary>
/// <remarks>Buffers are kept for the next asset: one window serves one worker.</remarks>
internal sealed class AssetWindow(FeatureConfig config)
{
    private static readonly Line<AssetWindow>[] FieldLines = [.. Fields.All.Select(field => new Line<AssetWindow>((window, x) => window.Copy(field, x)))];

    private readonly Lines<AssetWindow> lines = new();
    private readonly Dictionary<MomentsOf, Moments> moments = [];
    private readonly HashSet<MomentsOf> madeMoments = [];
    private readonly Dictionary<Line<AssetWindow>, CoMoments> regressions = [];
    private readonly HashSet<Line<AssetWindow>> madeRegressions = [];
    private readonly List<BarSegment> segments = [];
    private readonly int deepest = Enum.GetValues<FeatureSource>().Max(config.AnchorOf);
    private int segmentCount = -1;
    private readonly HourlyMoves hours = new();
    private AssetView? view;

    public FeatureConfig Config { get; } = config;

    public AssetView View => view!;

    /// <summary>Day number of the first row.</summary>
    public int FirstDay { get; private set; }

    /// <summary>The rows.</summary>
    public Places Range { get; private set; }

    public int Length => Range.End + Layout.After;

    /// <summary>What the market was like, and bitcoin, as these rows know it; null: not wanted.</summary>
    public MarketSnapshot? Market { get; private set; }

    public double[] Open => Of(Field.Open);

    public double[] High => Of(Field.High);

    public double[] Low => Of(Field.Low);

    public double[] Close => Of(Field.Close);

    public double[] Volume => Of(Field.Volume);

    /// <param name="view">Already moved to the first row; it must not change before the last one.</param>
    public void Load(AssetView view, int firstDay, int rows, MarketSnapshot? market = null)
    {
        (this.view, FirstDay, Range, Market) = (view, firstDay, new(Layout.Before, rows), market);
        lines.Clear();
        madeMoments.Clear();
        madeRegressions.Clear();
        segmentCount = -1;
        hours.Clear();
    }

    /// <summary>A field as a line.</summary>
    public static Line<AssetWindow> LineOf(Field field) => FieldLines[(int)field];

    public int DayAt(int place) => FirstDay + place - Layout.Before;

    public double[] Of(Field field) => Of(FieldLines[(int)field]);

    public double[] Of(Line<AssetWindow> line) => lines.Of(line, this, Length);

    public Moments Of(MomentsOf what)
    {
        if (!moments.TryGetValue(what, out var taken))
            moments.Add(what, taken = new());
        if (madeMoments.Add(what))
            taken.Take(Of(what.Line), Length, what.Range(this), what.Window, what.Higher);
        return taken;
    }

    /// <summary>The periods that rows see last in a source.</summary>
    public Places RangeOf(FeatureSource source) => Range.Earlier(Config.AnchorOf(source));

    /// <summary>The earliest place that a source's first row ends at.</summary>
    public int Deepest => Range.First - deepest;

    /// <summary>The bars of the rows, each with its segment.</summary>
    public IReadOnlyList<BarSegment> Segments
    {
        get
        {
            if (segmentCount < 0)
                segmentCount = BarSegment.Cut(this, segments);
            return segments.Count == segmentCount ? segments : segments[..segmentCount];
        }
    }

    /// <summary>Day number of the first valid bar as the rows know it.</summary>
    public int FirstBarDay => View.FirstBarDay;

    /// <summary>Two series side by side, for one formula at a time.</summary>
    public CoMoments Pair { get; } = new();

    /// <summary>One series against another, kept for all formulas that need it.</summary>
    /// <param name="on">What explains.</param>
    public CoMoments Regression(Line<AssetWindow> on, Line<AssetWindow> of, int window)
    {
        if (!regressions.TryGetValue(on, out var taken))
            regressions.Add(on, taken = new());
        if (madeRegressions.Add(on))
            taken.Take(Of(on), Of(of), Length, Range, window);
        return taken;
    }

    /// <summary>Hourly log returns, 24 a day, from a week before the first row on; null: there are no hourly closes.</summary>
    public double[]? HourlyMoves => View.Hours is { } closes ? hours.Of(this, closes) : null;

    private void Copy(Field field, double[] x)
    {
        if (View.Of(field) is not { } values)
            return;
        var first = FirstDay - Layout.Before - View.History.FirstDay;
        var (from, to) = (Math.Max(0, first), Math.Min(values.Length, first + Range.End));
        if (from < to)
            values.AsSpan(from, to - from).CopyTo(x.AsSpan(from - first));
    }
}

/// <summary>Moments that several formulas need.</summary>
/// <param name="Source">Whose anchor the windows end at.</param>
/// <param name="Before">The windows end so many days before the anchor.</param>
internal sealed record MomentsOf(Line<AssetWindow> Line, int Window, FeatureSource Source = FeatureSource.Market, int Before = 0, bool Higher = false)
{
    public Places Range(AssetWindow window) => window.RangeOf(Source).Earlier(Before);
}
