using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Rules that tell a wrong value from a wild market: what the market does shows in every column, what a slip does only in one, and it goes away.</summary>
public static class SlipRules
{
    private const double Leap = 10, SupplyChange = 0.5, Follows = 2;

    /// <summary>A price is back when it is within this factor of where it came from.</summary>
    private const double Back = 3;

    /// <summary>A slip that stood for longer is no slip any more: coins are redenominated.</summary>
    private const int LongestSlip = 10;

    /// <summary>Rows whose middle value a slip is measured from.</summary>
    private const int Trailing = 3;

    private const double Near = 0.2;

    /// <summary>A price that leapt while the cap did not follow.</summary>
    /// <param name="open">Sources that value the cap at the open of the day are right too: the cap follows a day later.</param>
    public static Rule CapFollowsPrice(string id, SeriesDefinition series, string price, string cap, string open) => SequenceRules.Of(
        id, Severity.Quarantine, series, [price, cap, open],
        $"where {price} rises more than {Leap} times, {cap} at least doubles; where it falls by a power of ten, 10^2 to 10^9 within {Near * 100} %, {cap} at least halves; "
        + $"a {cap} that goes with {open}, within {SupplyChange * 100} %, is right too",
        "A coin that is worth ten times as much has more cap. Falls of other sizes may be real: a coin that is minted without end loses its price and keeps its cap.", (index, found) => Uncorroborated(index, found, price, cap, open));

    /// <summary>A price that leapt and is back in the next row, while the cap stayed.</summary>
    public static Rule NoSpike(string id, SeriesDefinition series, string price, string cap) => SequenceRules.Of(
        id, Severity.Quarantine, series, [price, cap],
        $"where {price} moves by more than {Leap} times and the next row is within {Back} times of the row before, {cap} moves by more than {Back} times too",
        "One wrong print; the cap shows that nothing happened.", (index, found) => Spikes(index, found, price, cap));

    /// <summary>A value off by a power of ten for some rows.</summary>
    public static Rule NoUnitSlip(string id, SeriesDefinition series, string column) => SequenceRules.Of(
        id, Severity.Quarantine, series, [column], SlipSentence(column),
        "Somebody wrote thousands for units, or the other way round, and noticed.", (index, found) => Slips(index, found, column, new(() => index.Rows.Numbers(column))));

    /// <summary>A cap off by a power of ten against its price for some rows.</summary>
    public static Rule NoCapSlip(string id, SeriesDefinition series, string cap, string price) => SequenceRules.Of(
        id, Severity.Quarantine, series, [cap, price], SlipSentence($"{cap} / {price}"),
        "Somebody wrote thousands for units, or the other way round, and noticed.", (index, found) => Slips(index, found, cap, new(() => Ratios(index.Rows.Numbers(cap), index.Rows.Numbers(price)))));

    /// <summary>The power of ten, 10^2 to 10^9 or its inverse, that a ratio lies within 20 % of; 0: none.</summary>
    public static int PowerOf(double ratio)
    {
        if (ratio is not (> 50 or < 0.02) || !double.IsFinite(ratio) || ratio <= 0)
            return 0;
        var power = (int)Math.Round(Math.Log10(ratio));
        return Math.Abs(power) is >= 2 and <= 9 && Math.Abs(ratio / Math.Pow(10, power) - 1) <= Near ? power : 0;
    }

    private static string SlipSentence(string what) =>
        $"{what} is not, within {Near * 100} %, 10^2 to 10^9 times the middle of the {Trailing} rows before, or as small a part of it, if within {LongestSlip} rows it is back within {Back} times";

    private static void Uncorroborated(SeriesIndex index, Found found, string price, string cap, string open)
    {
        var (prices, caps, opens) = (index.Rows.Numbers(price), index.Rows.Numbers(cap), index.Rows.Numbers(open));
        index.ForEachPair((before, row, at) =>
        {
            if (IsLeap(prices[before], prices[row], Leap) && IsContradicted(prices[row]!.Value / prices[before]!.Value, caps[row] / caps[before])
                && (opens[before] is null || opens[row] is null || IsChange(caps[before] / opens[before], caps[row] / opens[row]))
                && !IsReturn(index, prices, caps, at))
                found.Add(row, price, prices[row], $"{price} went from {Text(prices[before])} to {Text(prices[row])}, {cap} from {Text(caps[before])} to {Text(caps[row])}");
        });
    }

    private static void Spikes(SeriesIndex index, Found found, string price, string cap)
    {
        var (prices, caps) = (index.Rows.Numbers(price), index.Rows.Numbers(cap));
        index.ForEachPair((before, row, at) =>
        {
            if (!IsLeap(prices[before], prices[row], Leap) || at + 1 >= index.Order.Length || index.Numbers[index.Order[at + 1]] != index.Numbers[row])
                return;
            var next = index.Order[at + 1];
            if (IsBack(prices[before], prices[next]) && IsBack(caps[before], caps[row]) && IsBack(caps[row], caps[next]))
                found.Add(row, price, prices[row], $"{price} went from {Text(prices[before])} to {Text(prices[row])} and back to {Text(prices[next])}, while {cap} stayed");
        });
    }

    /// <param name="measured">What is compared: the column itself, or its ratio to another. Made when the column leaps first.</param>
    /// <remarks>A row that slipped is no measure for those after it, so the search goes on behind the slip.</remarks>
    private static void Slips(SeriesIndex index, Found found, string column, Lazy<double?[]> measured)
    {
        var shown = index.Rows.Numbers(column);
        for (var series = 0; series + 1 < index.Starts.Length; series++)
        {
            var (start, end) = (index.Starts[series], index.Starts[series + 1]);
            for (var at = start + 1; at < end; at++)
            {
                var (before, row) = (index.Order[at - 1], index.Order[at]);
                if (!IsLeap(shown[before], shown[row], 20) || measured.Value is not { } values || EndOf(index, values, start, at, end) is not { } back)
                    continue;
                for (; at < back; at++)
                {
                    if (index.Order[at] >= index.Known)
                        found.Add(index.Order[at], column, shown[index.Order[at]], $"{column} {Text(shown[index.Order[at]])} is off by a power of ten: {Text(values[index.Order[at]])} after {Text(values[index.Order[at - 1]])}");
                }
            }
        }
    }

    /// <returns>The place in the order where values are back; null: this is no slip.</returns>
    private static int? EndOf(SeriesIndex index, double?[] values, int start, int at, int end)
    {
        Span<double> trailing = stackalloc double[Trailing];
        var count = index.Trailing(values, at, start, trailing);
        if (count == 0)
            return null;
        var middle = JumpRules.Median(trailing[..count]);
        if (PowerOf(values[index.Order[at]].GetValueOrDefault() / middle) == 0)
            return null;

        for (var next = at + 1; next < end && next <= at + LongestSlip; next++)
        {
            if (IsBack(middle, values[index.Order[next]]))
                return next;
            if (!IsBack(values[index.Order[at]], values[index.Order[next]]))
                return null;
        }

        return null;
    }

    private static bool IsContradicted(double price, double? cap) => cap > 0 && (price > 1 ? cap < Follows : PowerOf(price) != 0 && cap * Follows > 1);

    /// <summary>Price and cap stand as they stood shortly before: the row in between was the wrong one.</summary>
    private static bool IsReturn(SeriesIndex index, double?[] prices, double?[] caps, int at)
    {
        var (row, start) = (index.Order[at], index.Starts[index.SeriesAt(at)]);
        for (var back = at - 2; back >= Math.Max(start, at - 1 - LongestSlip); back--)
        {
            var before = index.Order[back];
            if (IsBack(prices[before], prices[row]) && !IsChange(caps[before] / prices[before], caps[row] / prices[row]))
                return true;
        }

        return false;
    }

    private static double?[] Ratios(double?[] above, double?[] below)
    {
        var ratios = new double?[above.Length];
        for (var row = 0; row < ratios.Length; row++)
        {
            if (above[row] > 0 && below[row] > 0)
                ratios[row] = above[row] / below[row];
        }

        return ratios;
    }

    private static bool IsLeap(double? from, double? to, double factor) => from > 0 && to > 0 && (to > factor * from || to * factor < from);

    private static bool IsBack(double? from, double? to) => from > 0 && to > 0 && to <= Back * from && from <= Back * to;

    private static bool IsChange(double? from, double? to) => from > 0 && to > 0 && Math.Abs(to.Value / from.Value - 1) > SupplyChange;
}
