using System.Globalization;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Tests.Features.Reference;

namespace CryptoEtl.Core.Tests.Features.Golden;

/// <summary>What golden values say of the engine's own columns, where the parameters are those of a feature. Bars become neighbouring days.</summary>
internal static class EngineColumns
{
    private const string Asset = "golden";

    public static readonly ISet<string> All =
        new HashSet<string> { "rsi_14", "macd_pct", "macd_hist_pct", "natr_14", "bb_pctb_20", "don_pos_20", "don_break_20", "obv_ratio_20", "edge_spread_30" };

    /// <param name="seen">Gets the names of the columns compared.</param>
    /// <returns>How many values were compared, and those that differ.</returns>
    public static (int Count, IReadOnlyList<string> Misses) Compare(GoldenCase one, HashSet<string> seen)
    {
        var columns = Expected(one).ToArray();
        if (columns.Length == 0)
            return (0, []);
        var rows = Rows.ByEngine(Bars(one), RandomTape.Start, RandomTape.Start + one.Bars - 1);
        var (count, misses) = (0, new List<string>());
        foreach (var (column, values) in columns)
        {
            seen.Add(column);
            foreach (var (row, (value, tolerance)) in values)
            {
                var got = rows.Value(Asset, RandomTape.Start + row, column);
                count++;
                if (!(double.IsNaN(value) ? double.IsNaN(got) : Math.Abs(value - got) <= tolerance))
                    misses.Add(string.Create(CultureInfo.InvariantCulture, $"{one.File} {column} row {row}: expected {value:R}, got {got:R}"));
            }
        }

        return (count, misses);
    }

    private static IEnumerable<(string Column, Dictionary<int, (double Value, double Tolerance)> Values)> Expected(GoldenCase one)
    {
        (double, double) Percent(int row, double value) => (100 * value / one.Close[row], 100 * one.Tolerance / one.Close[row]);
        (double, double) Same(int row, double value) => (value, one.Tolerance);

        return (one.Indicator, string.Join(';', one.Params.Select(param => param.Value))) switch
        {
            ("rsi", "14") => [Of(one, "rsi_14", "rsi", Same)],
            ("macd", "12;26;9") => [Of(one, "macd_pct", "macd", Percent), Of(one, "macd_hist_pct", "histogram", Percent)],
            ("atr", "14") when one.Expected.ContainsKey("natr") => [Of(one, "natr_14", "natr", Same)],
            ("atr", "14") => [Of(one, "natr_14", "atr", Percent)],
            ("bollinger", "20;2") when one.Expected.ContainsKey("pctb") => [Of(one, "bb_pctb_20", "pctb", Same)],
            ("donchian", "20") => [Of(one, "don_pos_20", "upper", (row, _) => Place(one, row)), Of(one, "don_break_20", "upper", (row, _) => Breakout(one, row))],
            ("obv", "") when one.Bars > 20 => [Of(one, "obv_ratio_20", "obv", (row, _) => Flow(one, row))],
            ("edge_spread", "30") => [("edge_spread_30", Of(one, "", "edge_spread", Same).Values.Where(value => Plain.Has(value.Value.Value)).ToDictionary())],
            _ => [],
        };
    }

    private static (string Column, Dictionary<int, (double Value, double Tolerance)> Values) Of(
        GoldenCase one, string column, string golden, Func<int, double, (double Value, double Tolerance)> expected) =>
        (column, one.Expected[golden].ToDictionary(value => value.Key, value => expected(value.Key, value.Value)));

    private static (double, double) Place(GoldenCase one, int row)
    {
        var (upper, lower) = (one.Expected["upper"][row], one.Expected["lower"][row]);
        return ((one.Close[row] - lower) / (upper - lower), one.Tolerance);
    }

    private static (double, double) Breakout(GoldenCase one, int row) => one.Expected["upper"][row] is var upper && double.IsNaN(upper)
        ? (double.NaN, 0)
        : (one.Close[row] > upper ? 1 : one.Close[row] < one.Expected["lower"][row] ? -1 : 0, 0);

    private static (double, double) Flow(GoldenCase one, int row) => row < 20
        ? (double.NaN, 0)
        : ((one.Expected["obv"][row] - one.Expected["obv"][row - 20]) / one.Volume[(row - 19)..(row + 1)].Sum(), 1e-9);

    private static Tape Bars(GoldenCase one) => new(new FeatureConfig(), [.. Told(one)], []);

    private static IEnumerable<Told> Told(GoldenCase one) =>
        from field in new[] { Field.Open, Field.High, Field.Low, Field.Close, Field.Volume }
        where one.Input.ContainsKey(Fields.NameOf(field))
        from row in Enumerable.Range(0, one.Bars)
        select new Told(Asset, (int)field, RandomTape.Start + row, one.Input[Fields.NameOf(field)][row], null);
}
