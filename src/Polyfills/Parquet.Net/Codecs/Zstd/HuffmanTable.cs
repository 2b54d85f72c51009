using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Codecs;

/// <summary>The Huffman code of literals: a table over as many bits as the longest code has.</summary>
internal sealed class HuffmanTable
{
    private const int MaximumBits = 11;
    private const int MaximumWeightAccuracy = 6;
    private const int MaximumWeights = 255;

    /// <summary>Symbols that one load of 56 bits is good for.</summary>
    private const int Batch = 56 / MaximumBits;

    /// <summary>Per code: the symbol, and above it the bits that it takes.</summary>
    private readonly ushort[] _entries;
    private readonly int _maximumLength;

    private HuffmanTable(ReadOnlySpan<byte> weights, int maximumLength)
    {
        _maximumLength = maximumLength;
        _entries = new ushort[1 << maximumLength];
        int position = 0;
        for (int weight = 1; weight <= maximumLength; weight++)
        {
            for (int symbol = 0; symbol < weights.Length; symbol++)
            {
                if (weights[symbol] != weight) continue;
                int entries = 1 << weight - 1;
                _entries.AsSpan(position, entries).Fill((ushort)(symbol | maximumLength + 1 - weight << 8));
                position += entries;
            }
        }
    }

    /// <summary>Fills <paramref name="target"/> from one stream, which must end right there.</summary>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var bits = new BackwardBits(source);
        int done = DecodeBatches(ref bits, target);
        foreach (ref byte symbol in target[done..])
        {
            ushort entry = _entries[bits.Peek(_maximumLength)];
            symbol = (byte)entry;
            bits.Consume(entry >> 8);
        }
        if (bits.Left != 0) throw ZstdDecoder.Corrupt("literals do not fill their stream");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int DecodeBatches(ref BackwardBits bits, Span<byte> target)
    {
        ref ushort entries = ref MemoryMarshal.GetArrayDataReference(_entries);
        int shift = 64 - _maximumLength, done = 0;
        for (; done <= target.Length - Batch && bits.Left >= 56; done += Batch)
        {
            ulong word = bits.Top56();
            int used = 0;
            foreach (ref byte symbol in target.Slice(done, Batch))
            {
                uint entry = Unsafe.Add(ref entries, (nint)(word >> shift));
                symbol = (byte)entry;
                word <<= (int)(entry >> 8);
                used += (int)(entry >> 8);
            }
            bits.Consume(used);
        }
        return done;
    }

    /// <summary>Reads a tree description; <paramref name="length"/> tells the bytes it took.</summary>
    public static HuffmanTable Read(ReadOnlySpan<byte> data, out int length)
    {
        if (data.IsEmpty) throw ZstdDecoder.Corrupt("a Huffman table is missing");
        Span<byte> weights = stackalloc byte[MaximumWeights + 1];
        int header = data[0];
        bool isDirect = header >= 128;
        length = 1 + (isDirect ? (header - 127 + 1) / 2 : header);
        if (length > data.Length) throw ZstdDecoder.Corrupt("a Huffman table is cut off");
        ReadOnlySpan<byte> body = data[1..length];
        int count = isDirect ? ReadDirect(body, header - 127, weights) : ReadCompressed(body, weights);
        return Complete(weights, count);
    }

    private static int ReadDirect(ReadOnlySpan<byte> body, int count, Span<byte> weights)
    {
        for (int i = 0; i < count; i++) weights[i] = (byte)(body[i / 2] >> ((i & 1) == 0 ? 4 : 0) & 15);
        return count;
    }

    /// <summary>Two states take turns until the stream has no bits left.</summary>
    private static int ReadCompressed(ReadOnlySpan<byte> body, Span<byte> weights)
    {
        FseTable table = FseTable.Read(body, MaximumWeightAccuracy, MaximumBits + 1, out int tableLength);
        var bits = new BackwardBits(body[tableLength..]);
        int current = table.Start(ref bits), other = table.Start(ref bits);
        int count = 0;
        while (true)
        {
            if (count > MaximumWeights - 2) throw ZstdDecoder.Corrupt("a Huffman table has too many symbols");
            weights[count++] = (byte)table.Symbol(current);
            int next = table.Next(current, ref bits);
            if (bits.Left < 0) break;
            (current, other) = (other, next);
        }
        weights[count++] = (byte)table.Symbol(other);
        return count;
    }

    /// <summary>The last weight is not stored: it is what fills the code up to a power of two.</summary>
    private static HuffmanTable Complete(Span<byte> weights, int count)
    {
        int sum = 0;
        foreach (byte weight in weights[..count])
        {
            if (weight > MaximumBits) throw ZstdDecoder.Corrupt("a Huffman code is too long");
            if (weight > 0) sum += 1 << weight - 1;
        }
        if (sum == 0) throw ZstdDecoder.Corrupt("a Huffman table is empty");
        int bits = BitOperations.Log2((uint)sum) + 1;
        int rest = (1 << bits) - sum;
        if (bits > MaximumBits || !BitOperations.IsPow2(rest)) throw ZstdDecoder.Corrupt("a Huffman table is inconsistent");
        weights[count] = (byte)(BitOperations.Log2((uint)rest) + 1);
        return new HuffmanTable(weights[..(count + 1)], bits);
    }
}
