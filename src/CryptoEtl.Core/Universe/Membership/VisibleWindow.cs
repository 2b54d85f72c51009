namespace CryptoEtl.Core.Universe.Membership;

/// <summary>What is known of every asset at the decision time of one day; it moves forward day by day.</summary>
/// <remarks>
/// Of each asset it holds the last <see cref="Days"/> days in a ring. A vintage is written when it becomes visible, in the order in which
/// vintages became known: so a slot always holds the newest visible one, and nothing that was told later.
/// </remarks>
internal sealed class VisibleWindow
{
    /// <summary>Days that volumes are taken over, and beyond which nothing is looked at.</summary>
    public const int Days = 30;

    private const int Slots = 32;
    private const int Never = int.MaxValue;

    private readonly CapHistory history;
    private readonly long offset;
    private readonly int[] cursors;
    private readonly int[] firstDays;
    private readonly double[] caps;
    private readonly double[] volumes;
    private int today = int.MinValue;

    public VisibleWindow(CapHistory history, TimeSpan decisionOffset)
    {
        history.Order();
        (this.history, offset) = (history, decisionOffset.Ticks);
        var count = history.Assets.Count;
        (cursors, firstDays) = (new int[count], new int[count]);
        (caps, volumes) = (new double[count * Slots], new double[count * Slots]);
        Array.Fill(firstDays, Never);
        Array.Fill(caps, double.NaN);
        Array.Fill(volumes, double.NaN);
    }

    /// <summary>Moves on to a later day, as a day number.</summary>
    public void MoveTo(int day)
    {
        var fresh = (int)Math.Min((long)day - today, Slots);
        var decision = ((day + 1) * TimeSpan.TicksPerDay) + offset;
        today = day;
        for (var asset = 0; asset < cursors.Length; asset++)
        {
            Forget(asset, fresh);
            Learn(asset, decision);
        }
    }

    /// <summary>The newest day within <paramref name="maxStale"/> days whose cap is known, and that cap in USD; none: a cap of NaN.</summary>
    public (int Day, double Cap) NewestCap(int asset, int maxStale)
    {
        for (var day = today; day >= today - maxStale; day--)
        {
            var cap = caps[Slot(asset, day)];
            if (!double.IsNaN(cap))
                return (day, cap);
        }

        return (int.MinValue, double.NaN);
    }

    /// <summary>Median of the known volumes of the last 30 days, USD. Null: none is known.</summary>
    public double? MedianVolume(int asset)
    {
        Span<double> known = stackalloc double[Days];
        var count = 0;
        for (var day = today - Days + 1; day <= today; day++)
        {
            var volume = volumes[Slot(asset, day)];
            if (!double.IsNaN(volume))
                known[count++] = volume;
        }

        known[..count].Sort();
        return count == 0 ? null : (known[(count - 1) / 2] + known[count / 2]) / 2;
    }

    /// <summary>Days since the first day that a cap or a price had been told for by now, even if that was withdrawn since. Null: none had.</summary>
    public int? AgeOf(int asset) => firstDays[asset] == Never ? null : today - firstDays[asset];

    private void Forget(int asset, int fresh)
    {
        for (var day = today - fresh + 1; day <= today; day++)
            caps[Slot(asset, day)] = volumes[Slot(asset, day)] = double.NaN;
    }

    private void Learn(int asset, long decision)
    {
        var series = history.Series[asset];
        ref var cursor = ref cursors[asset];
        for (; cursor < series.Count && series.KnownAt(cursor) <= decision; cursor++)
        {
            var day = series.Days[cursor];
            if (day > today - Slots)
                (caps[Slot(asset, day)], volumes[Slot(asset, day)]) = (series.Caps[cursor], series.Volumes[cursor]);
            if (day < firstDays[asset] && !(double.IsNaN(series.Caps[cursor]) && double.IsNaN(series.Prices[cursor])))
                firstDays[asset] = day;
        }
    }

    private static int Slot(int asset, int day) => (asset * Slots) + (day & (Slots - 1));
}
