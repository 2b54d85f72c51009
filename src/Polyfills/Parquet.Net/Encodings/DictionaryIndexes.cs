using System.Runtime.CompilerServices;

namespace Parquet.Encodings;

/// <summary>
/// Decodes a page of dictionary indexes, a bit width and then the hybrid, straight to what they stand for: a repeated
/// index fills its run at once, packed ones pass through a buffer that stays in the first cache.
/// </summary>
internal static class DictionaryIndexes
{
    /// <summary>Indexes unpacked at once: whole groups of eight, so that every part begins at a byte.</summary>
    private const int PartLength = 1024;

    public static void Decode<T>(ReadOnlySpan<byte> data, ReadOnlySpan<T> dictionary, Span<T> target)
    {
        if (target.IsEmpty) return;
        if (data.IsEmpty) throw new ParquetException("corrupt dictionary indexes: they are missing");
        int width = data[0];
        if (width > 32) throw new ParquetException($"corrupt dictionary indexes: a bit width of {width}");
        var runs = new HybridRuns(data[1..], width);
        while (!target.IsEmpty)
        {
            HybridRun run = runs.Next(target.Length);
            if (run.IsPacked) DecodePacked(run.Packed, width, dictionary, target[..run.Count]);
            else if (run.Count > 0) target[..run.Count].Fill(dictionary[Checked(run.Value, dictionary.Length)]);
            target = target[run.Count..];
        }
    }

    private static void DecodePacked<T>(ReadOnlySpan<byte> packed, int width, ReadOnlySpan<T> dictionary, Span<T> target)
    {
        Span<int> indexes = stackalloc int[PartLength];
        while (!target.IsEmpty)
        {
            int count = Math.Min(PartLength, target.Length);
            BitPacking.Unpack(packed, width, indexes[..count]);
            Look(indexes[..count], dictionary, target);
            packed = packed[Math.Min(PartLength / 8 * width, packed.Length)..];
            target = target[count..];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Look<T>(ReadOnlySpan<int> indexes, ReadOnlySpan<T> dictionary, Span<T> target)
    {
        target = target[..indexes.Length];
        for (int i = 0; i < target.Length; i++)
        {
            uint index = (uint)indexes[i];
            if (index >= (uint)dictionary.Length) Checked(index, dictionary.Length);
            target[i] = dictionary[(int)index];
        }
    }

    private static int Checked(uint index, int length) => index < (uint)length
        ? (int)index : throw new ParquetException($"corrupt dictionary indexes: {index} of a dictionary of {length}");
}
