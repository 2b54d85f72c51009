namespace CryptoEtl.Core.Features.Market;

/// <summary>Sorts numbers with the places they came from, digit by digit. Equal numbers keep their order.</summary>
internal sealed class RadixSort
{
    private const int Digit = 8;
    private const int Digits = 1 << Digit;
    private readonly int[] starts = new int[Digits];
    private ulong[] keys = [];
    private ulong[] otherKeys = [];
    private int[] otherPlaces = [];

    /// <param name="values">In: in any order, no NaN. Out: ascending.</param>
    /// <param name="places">Move with their values.</param>
    public void Sort(Span<double> values, int[] places)
    {
        Grow(values.Length);
        for (var at = 0; at < values.Length; at++)
            keys[at] = Ascending(values[at]);
        var (from, to, fromPlaces, toPlaces) = (keys, otherKeys, places, otherPlaces);
        for (var shift = 0; shift < 64; shift += Digit)
        {
            if (!Pass(from, to, fromPlaces, toPlaces, values.Length, shift))
                continue;
            (from, to, fromPlaces, toPlaces) = (to, from, toPlaces, fromPlaces);
        }

        if (fromPlaces != places)
            fromPlaces.AsSpan(0, values.Length).CopyTo(places);
        for (var at = 0; at < values.Length; at++)
            values[at] = Value(from[at]);
    }

    /// <summary>Bits that sort as the numbers do; zeros of both signs are one.</summary>
    private static ulong Ascending(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value + 0.0);
        return (bits >> 63) != 0 ? ~bits : bits | (1UL << 63);
    }

    private static double Value(ulong key) => BitConverter.UInt64BitsToDouble((key >> 63) != 0 ? key & ~(1UL << 63) : ~key);

    /// <returns>False: all have the same digit, nothing moved.</returns>
    private bool Pass(ulong[] from, ulong[] to, int[] fromPlaces, int[] toPlaces, int count, int shift)
    {
        Array.Clear(starts);
        for (var at = 0; at < count; at++)
            starts[(int)(from[at] >> shift) & (Digits - 1)]++;
        if (count == 0 || starts[(int)(from[0] >> shift) & (Digits - 1)] == count)
            return false;

        var start = 0;
        for (var digit = 0; digit < Digits; digit++)
            (starts[digit], start) = (start, start + starts[digit]);
        for (var at = 0; at < count; at++)
        {
            var target = starts[(int)(from[at] >> shift) & (Digits - 1)]++;
            (to[target], toPlaces[target]) = (from[at], fromPlaces[at]);
        }

        return true;
    }

    private void Grow(int count)
    {
        if (keys.Length < count)
            (keys, otherKeys, otherPlaces) = (new ulong[count], new ulong[count], new int[count]);
    }
}
