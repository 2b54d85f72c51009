using System.Globalization;
using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Historical;

/// <summary>Rules that only the ledgers of history have.</summary>
internal static class HistoricalRules
{
    private const double Jump = 10, Still = 2;

    /// <summary>The chart's price at the moment a candle closes is its close.</summary>
    public static Rule CloseNearChart(string id) => CrossSourceRules.Near(
        id, "close_usd", 1.1, HistoricalTables.Chart, "close_usd is the chart's price_usd of the asset at the same stamp", new(0.25, 20),
        (_, chart) => CrossSourceRules.Figures(chart, "price_usd", NameOf(chart)), NameOf);

    /// <summary>A protocol that jumped and is back a day later, while the others together stood still.</summary>
    public static Rule FallsAlone(string id, SeriesDefinition series) => SequenceRules.Of(
        id, Severity.Info, series, ["tvl_usd"],
        $"where tvl_usd moves by more than {Jump} times and the next row is within {Still} times of the row before, the sum of all other series of the batch moved by more than {Still} times too",
        "A chain that could not be read for an hour counts as empty.", FallsAlone);

    private static Func<int, string?> NameOf(Batch rows)
    {
        var (assets, stamps) = (rows.Texts("asset_id"), rows.Instants("stamp"));
        return row => assets[row] is { } asset && stamps[row] is { } stamp ? string.Create(CultureInfo.InvariantCulture, $"{asset}|{stamp.Ticks}") : null;
    }

    private static void FallsAlone(SeriesIndex index, Found found)
    {
        var (values, sums) = (index.Rows.Numbers("tvl_usd"), (Dictionary<long, double>?)null);
        index.ForEachPair((before, row, at) =>
        {
            if (at + 1 >= index.Order.Length || index.Numbers[index.Order[at + 1]] != index.Numbers[row] || !IsFar(values[before], values[row], Jump))
                return;
            sums ??= Sums(index, values);
            var (from, to) = (Rest(before), Rest(row));
            if (!IsFar(values[before], values[index.Order[at + 1]], Still) && !(from > 0 && IsFar(from, to, Still)))
                found.Add(row, "tvl_usd", values[row], $"tvl_usd went from {Text(values[before])} to {Text(values[row])} and back, alone");
        });

        double? Rest(int row) => sums![index.TicksOf(row)] - values[row];
    }

    private static Dictionary<long, double> Sums(SeriesIndex index, double?[] values)
    {
        var sums = new Dictionary<long, double>();
        foreach (var row in index.Order)
            sums[index.TicksOf(row)] = sums.GetValueOrDefault(index.TicksOf(row)) + values[row].GetValueOrDefault();
        return sums;
    }

    /// <summary>Zero is as far from a value as can be.</summary>
    private static bool IsFar(double? from, double? to, double factor) => from > 0 && to is { } now && (now > factor * from || now * factor < from);
}
