using System.Runtime.CompilerServices;

namespace Parquet.Encodings;

/// <summary>Decodes the indexes of a dictionary page: a bit width, then the hybrid.</summary>
internal static class DictionaryIndexes
{
    public static void Decode(ReadOnlySpan<byte> data, Span<int> target)
    {
        if (target.IsEmpty) return;
        if (data.IsEmpty) throw new ParquetException("corrupt dictionary indexes: they are missing");
        int width = data[0];
        if (width > 32) throw new ParquetException($"corrupt dictionary indexes: a bit width of {width}");
        var runs = new HybridRuns(data[1..], width);
        while (!target.IsEmpty)
        {
            HybridRun run = runs.Next(target.Length);
            if (run.IsPacked) BitPacking.Unpack(run.Packed, width, target[..run.Count]);
            else target[..run.Count].Fill((int)run.Value);
            target = target[run.Count..];
        }
    }

    /// <summary>Replaces indexes by what they stand for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Look<T>(ReadOnlySpan<int> indexes, ReadOnlySpan<T> dictionary, Span<T> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            uint index = (uint)indexes[i];
            if (index >= (uint)dictionary.Length) throw new ParquetException($"corrupt dictionary indexes: {index} of a dictionary of {dictionary.Length}");
            target[i] = dictionary[(int)index];
        }
    }
}
