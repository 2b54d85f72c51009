using System.Numerics;

namespace Parquet.Codecs;

/// <summary>A decoding table of finite state entropy: per state a symbol, and how to reach the next state.</summary>
internal sealed class FseTable
{
    private readonly byte[] _symbols;
    private readonly byte[] _bits;
    private readonly ushort[] _bases;

    private FseTable(int accuracy)
    {
        Accuracy = accuracy;
        _symbols = new byte[1 << accuracy];
        _bits = new byte[1 << accuracy];
        _bases = new ushort[1 << accuracy];
    }

    /// <summary>Bits of a state.</summary>
    public int Accuracy { get; }

    public int Symbol(int state) => _symbols[state];

    public int Next(int state, ref BackwardBits bits) => _bases[state] + (int)bits.Read(_bits[state]);

    public int Start(ref BackwardBits bits) => (int)bits.Read(Accuracy);

    /// <summary>A table with the one symbol, which takes no bits.</summary>
    public static FseTable Single(byte symbol)
    {
        var table = new FseTable(0);
        table._symbols[0] = symbol;
        return table;
    }

    /// <summary>Reads a table description; <paramref name="length"/> tells the bytes it took.</summary>
    public static FseTable Read(ReadOnlySpan<byte> data, int maximumAccuracy, int maximumSymbol, out int length)
    {
        var bits = new ForwardBits(data);
        int accuracy = bits.Read(4) + 5;
        if (accuracy > maximumAccuracy) throw ZstdDecoder.Corrupt("an entropy table is too large");
        var counts = new short[maximumSymbol + 1];
        int used = ReadCounts(ref bits, counts, accuracy);
        length = bits.BytesUsed;
        return Build(counts.AsSpan(0, used), accuracy);
    }

    private static int ReadCounts(ref ForwardBits bits, Span<short> counts, int accuracy)
    {
        int left = 1 << accuracy;
        int symbol = 0;
        while (left > 0)
        {
            if (symbol >= counts.Length) throw ZstdDecoder.Corrupt("an entropy table has too many symbols");
            int count = ReadCount(ref bits, left);
            counts[symbol++] = (short)count;
            left -= Math.Abs(count);
            if (count == 0) symbol += ReadZeroes(ref bits);
        }
        if (left != 0 || symbol > counts.Length) throw ZstdDecoder.Corrupt("an entropy table is inconsistent");
        return symbol;
    }

    /// <summary>Small values take one bit less where the range allows. -1 stands for "less than one".</summary>
    private static int ReadCount(ref ForwardBits bits, int left)
    {
        int width = BitOperations.Log2((uint)left + 1) + 1;
        int value = bits.Peek(width);
        int lowMask = (1 << width - 1) - 1;
        int threshold = (1 << width) - 2 - left;
        if ((value & lowMask) < threshold)
        {
            bits.Consume(width - 1);
            return (value & lowMask) - 1;
        }
        bits.Consume(width);
        return (value > lowMask ? value - threshold : value) - 1;
    }

    private static int ReadZeroes(ref ForwardBits bits)
    {
        int total = 0, repeat;
        do
        {
            repeat = bits.Read(2);
            total += repeat;
        }
        while (repeat == 3 && !bits.IsPastEnd);
        return total;
    }

    public static FseTable Build(ReadOnlySpan<short> counts, int accuracy)
    {
        var table = new FseTable(accuracy);
        table.Spread(counts);
        Span<ushort> next = stackalloc ushort[counts.Length];
        for (int symbol = 0; symbol < counts.Length; symbol++) next[symbol] = (ushort)Math.Abs(counts[symbol]);
        for (int state = 0; state < table._symbols.Length; state++)
        {
            int value = next[table._symbols[state]]++;
            int width = accuracy - BitOperations.Log2((uint)value);
            table._bits[state] = (byte)width;
            table._bases[state] = (ushort)((value << width) - table._symbols.Length);
        }
        return table;
    }

    /// <summary>Rare symbols take the last states, the others are strewn over the rest.</summary>
    private void Spread(ReadOnlySpan<short> counts)
    {
        int size = _symbols.Length, high = size;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] == -1) _symbols[--high] = (byte)symbol;
        }
        int step = (size >> 1) + (size >> 3) + 3, position = 0;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            for (int i = 0; i < counts[symbol]; i++)
            {
                _symbols[position] = (byte)symbol;
                do position = position + step & size - 1;
                while (position >= high);
            }
        }
        if (position != 0) throw ZstdDecoder.Corrupt("an entropy table is inconsistent");
    }
}
