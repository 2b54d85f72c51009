using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Rules on how far a value moved. Only rows before it are looked at.</summary>
public static class JumpRules
{
    private const int Window = 30, FewestReturns = 10;

    /// <summary>Below this no move is worth a look: half as much again, or a third less.</summary>
    private const double Floor = 1.5;

    /// <summary>Scaled median deviations. Crypto's tails are fat: at 8 about one move in a few thousand is beyond.</summary>
    private const double Deviations = 8;

    private const double NormalScale = 1.4826;

    /// <summary>Neighbouring values are within a factor of each other.</summary>
    public static Rule Within(string id, SeriesDefinition series, string column, double factor) => SequenceRules.Of(
        id, Severity.Info, series, [column], $"{column} is at most {factor} times the row before it, and at least 1/{factor}",
        "Dying and newborn coins do move so; most others do not.", (index, found) => Jumps(index, found, column, factor));

    /// <summary>The log return is not far outside those of the last thirty rows.</summary>
    public static Rule Usual(string id, SeriesDefinition series, string column) => SequenceRules.Of(
        id, Severity.Info, series, [column],
        $"the log return of {column} lies within {Deviations} scaled median deviations of the {Window} before it, where there are {FewestReturns} of them, or within a factor of {Floor}",
        "A move that is large for this coin: real as a rule, and worth a look.", (index, found) => Unusual(index, found, column));

    /// <summary>The supply that cap and price imply stays.</summary>
    public static Rule SteadySupply(string id, SeriesDefinition series, string cap, string price, double change) => SequenceRules.Of(
        id, Severity.Info, series, [cap, price], $"{cap} / {price} is at most {1 + change} times that of the row before, and at least 1/{1 + change}, where both are above 0",
        "Coins were minted or burnt, or one of the two is wrong, or of another moment of the day.", (index, found) => SupplyJumps(index, found, cap, price, change));

    /// <summary>Middle value; sorts what it is given.</summary>
    internal static double Median(Span<double> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private static void Jumps(SeriesIndex index, Found found, string column, double factor)
    {
        var values = index.Rows.Numbers(column);
        index.ForEachPair((before, row, _) =>
        {
            if (values[before] is > 0 and { } from && values[row] is > 0 and { } to && (to / from > factor || to / from < 1 / factor))
                found.Add(row, column, to, $"{column} went from {Text(from)} to {Text(to)}");
        });
    }

    private static void SupplyJumps(SeriesIndex index, Found found, string cap, string price, double change)
    {
        var (caps, prices) = (index.Rows.Numbers(cap), index.Rows.Numbers(price));
        index.ForEachPair((before, row, _) =>
        {
            var (from, to) = (caps[before] / prices[before], caps[row] / prices[row]);
            if (from > 0 && to > 0 && (to / from > 1 + change || to / from < 1 / (1 + change)))
                found.Add(row, cap, caps[row], $"the implied supply went from {Text(from)} to {Text(to)}");
        });
    }

    private static void Unusual(SeriesIndex index, Found found, string column)
    {
        var values = index.Rows.Numbers(column);
        index.ForEachPair((before, row, at) =>
        {
            if (values[before] is > 0 and { } from && values[row] is > 0 and { } to && (to > Floor * from || to * Floor < from) && IsUnusual(index, values, at, Math.Log(to / from)))
                found.Add(row, column, to, $"{column} went from {Text(from)} to {Text(to)}, far outside its last {Window} moves");
        });
    }

    private static bool IsUnusual(SeriesIndex index, double?[] values, int at, double move)
    {
        Span<double> moves = stackalloc double[Window + 1];
        var count = index.Trailing(values, at, index.Starts[index.SeriesAt(at)], moves) - 1;
        if (count < FewestReturns)
            return false;
        for (var back = 0; back < count; back++)
            moves[back] = Math.Log(moves[back] / moves[back + 1]);

        moves = moves[..count];
        var middle = Median(moves);
        foreach (ref var one in moves)
            one = Math.Abs(one - middle);
        return Math.Abs(move - middle) > Deviations * NormalScale * Median(moves);
    }
}
