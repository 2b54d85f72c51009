using Doubles = System.Runtime.Intrinsics.Vector512<double>;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>The EDGE estimator of the effective spread, for eight neighbouring windows at a time.</summary>
/// <param name="open">Logs of prices; likewise the others. NaN: no bar.</param>
/// <param name="rows">Length of the window. Its first row only serves as the row before the second.</param>
internal sealed class EdgeWindow(double[] open, double[] high, double[] low, double[] close, int rows)
{
    private const int Terms = 8;
    private readonly double[][] terms = new double[Terms][];
    private int first;

    /// <summary>Works out the terms of each row once: many windows read them.</summary>
    public EdgeWindow Prepare(Places range)
    {
        first = range.First - rows + 2;
        for (var term = 0; term < Terms; term++)
            terms[term] = new double[range.End - first + Layout.After];
        for (var at = first; at < range.End + Layout.Lanes; at += Layout.Lanes)
            Write(RowOf(at), at - first);
        return this;
    }

    /// <summary>What the windows that end here give, NaN where trades are too few to tell.</summary>
    public Doubles At(int at)
    {
        var sums = default(Sums);
        for (var row = at - rows + 2; row <= at; row++)
            sums.Add(RowAt(row));

        var means = sums.Means();
        Span<Doubles> first = stackalloc Doubles[rows - 1], second = stackalloc Doubles[rows - 1];
        var (e1, e2) = (Doubles.Zero, Doubles.Zero);
        for (var row = 0; row < rows - 1; row++)
        {
            (first[row], second[row]) = means.Terms(RowAt(at - rows + 2 + row));
            (e1, e2) = (e1 + Rolling.Present(first[row]), e2 + Rolling.Present(second[row]));
        }

        (e1, e2) = (e1 / sums.Pairs, e2 / sums.Pairs);
        var (v1, v2) = (Doubles.Zero, Doubles.Zero);
        for (var row = 0; row < rows - 1; row++)
        {
            var (off1, off2) = (Rolling.Present(first[row] - e1), Rolling.Present(second[row] - e2));
            (v1, v2) = (v1 + off1 * off1, v2 + off2 * off2);
        }

        return means.Tell(V.Sqrt(V.Abs(Weigh(e1, e2, v1 / sums.Pairs, v2 / sums.Pairs))));
    }

    private static Doubles Weigh(Doubles e1, Doubles e2, Doubles v1, Doubles v2) =>
        V.ConditionalSelect(V.GreaterThan(v1 + v2, Doubles.Zero), (v2 * e1 + v1 * e2) / (v1 + v2), (e1 + e2) / V.Create(2.0));

    private Row RowOf(int at)
    {
        var (o, h, l, c1) = (V.LoadUnsafe(ref open[at]), V.LoadUnsafe(ref high[at]), V.LoadUnsafe(ref low[at]), V.LoadUnsafe(ref close[at - 1]));
        var (h1, l1) = (V.LoadUnsafe(ref high[at - 1]), V.LoadUnsafe(ref low[at - 1]));
        var (m, m1) = ((h + l) / V.Create(2.0), (h1 + l1) / V.Create(2.0));
        var both = V.Equals(h, h) & V.Equals(c1, c1);
        var isTraded = Differ(h, l) | Differ(l, c1);
        var tau = V.ConditionalSelect(both, isTraded & V.Create(1.0), V.Create(double.NaN));
        return new(m - o, o - m1, m - c1, c1 - m1, o - c1, tau, tau * (One(o, h) + One(o, l)), tau * (One(c1, h1) + One(c1, l1)));
    }

    private Row RowAt(int at) => new(Load(0, at), Load(1, at), Load(2, at), Load(3, at), Load(4, at), Load(5, at), Load(6, at), Load(7, at));

    private Doubles Load(int term, int at) => V.LoadUnsafe(ref terms[term][at - first]);

    private void Write(in Row row, int at)
    {
        V.StoreUnsafe(row.R1, ref terms[0][at]);
        V.StoreUnsafe(row.R2, ref terms[1][at]);
        V.StoreUnsafe(row.R3, ref terms[2][at]);
        V.StoreUnsafe(row.R4, ref terms[3][at]);
        V.StoreUnsafe(row.R5, ref terms[4][at]);
        V.StoreUnsafe(row.Tau, ref terms[5][at]);
        V.StoreUnsafe(row.Opens, ref terms[6][at]);
        V.StoreUnsafe(row.Closes, ref terms[7][at]);
    }

    private static Doubles Differ(Doubles left, Doubles right) => ~V.Equals(left, right);

    private static Doubles One(Doubles left, Doubles right) => Differ(left, right) & V.Create(1.0);

    /// <summary>m − o, o − m1, m − c1, c1 − m1, o − c1, whether there was a trade, and whether opens and closes differ from extremes.</summary>
    private readonly record struct Row(Doubles R1, Doubles R2, Doubles R3, Doubles R4, Doubles R5, Doubles Tau, Doubles Opens, Doubles Closes);

    private struct Sums
    {
        private Doubles r1, r3, r5, tau, opens, closes, bars;

        public Doubles Pairs { get; private set; }

        public void Add(in Row row)
        {
            (r1, bars) = (r1 + Rolling.Present(row.R1), bars + (V.Equals(row.R1, row.R1) & V.Create(1.0)));
            (r3, r5) = (r3 + Rolling.Present(row.R3), r5 + Rolling.Present(row.R5));
            (tau, opens, closes) = (tau + Rolling.Present(row.Tau), opens + Rolling.Present(row.Opens), closes + Rolling.Present(row.Closes));
            Pairs += V.Equals(row.Tau, row.Tau) & V.Create(1.0);
        }

        public readonly Means Means()
        {
            var share = tau / Pairs;
            var isTold = V.GreaterThanOrEqual(tau, V.Create(2.0)) & V.GreaterThan(opens, Doubles.Zero) & V.GreaterThan(closes, Doubles.Zero);
            return new(r1 / bars / share, r3 / Pairs / share, r5 / Pairs / share, V.Create(-4.0) / (opens / Pairs), V.Create(-4.0) / (closes / Pairs), isTold);
        }
    }

    /// <summary>What is taken off r1, r3 and r5 of rows with a trade, and the weights of opens and closes.</summary>
    private readonly record struct Means(Doubles R1, Doubles R3, Doubles R5, Doubles Opens, Doubles Closes, Doubles IsTold)
    {
        public (Doubles First, Doubles Second) Terms(in Row row)
        {
            var d1 = row.R1 - R1 * row.Tau;
            return (Opens * d1 * row.R2 + Closes * (row.R3 - R3 * row.Tau) * row.R4, Opens * d1 * row.R5 + Closes * (row.R5 - R5 * row.Tau) * row.R4);
        }

        public Doubles Tell(Doubles value) => V.ConditionalSelect(IsTold, value, V.Create(double.NaN));
    }
}
