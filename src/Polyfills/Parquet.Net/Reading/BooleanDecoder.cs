using System.Runtime.InteropServices;
using Parquet.Encodings;
using Parquet.Meta;

namespace Parquet.Reading;

/// <summary>Decodes booleans: a bit each, or runs.</summary>
internal sealed class BooleanDecoder : ValueDecoder<bool>
{
    protected override int MinimumPlainLength => 1;

    public override bool DecodeBound(byte[] data) =>
        data is [var value] ? value != 0 : throw new ParquetException("corrupt statistics: a bound has the wrong length");

    protected override void DecodePlain(ReadOnlySpan<byte> data, Span<bool> target)
    {
        if (data.Length * 8L < target.Length) throw new ParquetException($"corrupt page: {data.Length} bytes cannot hold {target.Length} booleans");
        BitPacking.UnpackBits(data, MemoryMarshal.AsBytes(target));
    }

    protected override void DecodeOther(Encoding encoding, ReadOnlySpan<byte> data, Span<bool> target)
    {
        if (encoding != Encoding.RLE) base.DecodeOther(encoding, data, target);
        if (target.IsEmpty) return;
        if (data.Length < sizeof(int)) throw new ParquetException("corrupt page: booleans are missing");
        uint length = MemoryMarshal.Read<uint>(data);
        if (length > (uint)(data.Length - sizeof(int))) throw new ParquetException("corrupt page: booleans run past the end");
        DecodeRuns(data.Slice(sizeof(int), (int)length), MemoryMarshal.AsBytes(target));
    }

    private static void DecodeRuns(ReadOnlySpan<byte> data, Span<byte> target)
    {
        var runs = new HybridRuns(data, 1);
        while (!target.IsEmpty)
        {
            HybridRun run = runs.Next(target.Length);
            if (run.IsPacked) BitPacking.UnpackBits(run.Packed, target[..run.Count]);
            else target[..run.Count].Fill((byte)run.Value);
            target = target[run.Count..];
        }
    }
}
