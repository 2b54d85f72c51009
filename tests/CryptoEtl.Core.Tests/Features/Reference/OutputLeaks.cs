using CryptoEtl.Core.Features;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Makers of rows that look ahead in what they make of rows, right as these are.</summary>
internal static class OutputLeaks
{
    /// <summary>The week's return is measured three days to either side.</summary>
    public static Rows CentredWindow(Tape tape, int firstDay, int lastDay)
    {
        var around = Rows.ByEngine(tape, firstDay, Math.Min(lastDay + 3, tape.LastDay));
        return Changed(tape, firstDay, lastDay, "ret_7d", (key, day) => Enumerable.Range(day - 3, 7)
            .Where(near => around[key, near] is not null).Sum(near => around.Value(key, near, "ret_1d")));
    }

    /// <summary>Values are scaled by the mean and deviation of the whole tape.</summary>
    public static Rows FullSampleZ(Tape tape, int firstDay, int lastDay)
    {
        var ever = Rows.ByEngine(tape, tape.FirstDay, tape.LastDay);
        var returns = ever.Keys.Where(row => row.Key != Columns.Market).ToLookup(row => row.Key, row => ever.Value(row.Key, row.Day, "ret_1d"));
        return Changed(tape, firstDay, lastDay, "ret_1d", (key, day) =>
        {
            var known = Plain.Known(returns[key]);
            return known.Length < 2 ? double.NaN : Plain.Over(ever.Value(key, day, "ret_1d") - Plain.Mean(known), Plain.Std(known));
        });
    }

    /// <summary>The market's return is weighted by the day's own caps, in the last word on them.</summary>
    public static Rows SameDayCaps(Tape tape, int firstDay, int lastDay)
    {
        var rows = Rows.ByEngine(tape, firstDay, lastDay);
        var caps = tape.Records.Where(record => record.Series == (int)Field.MarketCap).OrderBy(record => record.PublishedAt(tape.Config))
            .GroupBy(record => (record.Asset, record.Place)).ToDictionary(told => told.Key, told => told.Last().Value);
        for (var day = firstDay; day <= lastDay; day++)
            rows.Set(Columns.Market, day, "mkt_ret_1d", Weighted(new(tape, day), caps));
        return rows;
    }

    private static double Weighted(Snapshot all, Dictionary<(string Asset, int Place), double> caps)
    {
        var there = all.Assets.Where(one => all.IsMember(one, all.Day - 1) && Plain.Has(one.Simple(all.Day)) && caps.GetValueOrDefault((one.Asset, all.Day)) > 0).ToArray();
        return Plain.Over(there.Sum(one => caps[(one.Asset, all.Day)] * one.Simple(all.Day)), there.Sum(one => caps[(one.Asset, all.Day)]));
    }

    private static Rows Changed(Tape tape, int firstDay, int lastDay, string column, Func<string, int, double> value)
    {
        var rows = Rows.ByEngine(tape, firstDay, lastDay);
        foreach (var (key, day) in rows.Keys.Where(row => row.Key != Columns.Market).ToArray())
            rows.Set(key, day, column, value(key, day));
        return rows;
    }
}
