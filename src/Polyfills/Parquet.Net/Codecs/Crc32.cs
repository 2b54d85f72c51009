using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Parquet.Codecs;

/// <summary>
/// The CRC-32 of page headers. Where the processor multiplies without carry, 64 bytes a step are folded as Intel's
/// "Fast CRC Computation Using PCLMULQDQ Instruction" describes; elsewhere, and for the rest, a table takes eight.
/// </summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Block = 64;

    private static readonly uint[] Tables = MakeTables();

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        if (Pclmulqdq.IsSupported && data.Length >= 2 * Block)
        {
            int folded = data.Length & ~15;
            crc = Fold(crc, data[..folded]);
            data = data[folded..];
        }
        return ~ByTable(crc, data);
    }

    private static uint Fold(uint crc, ReadOnlySpan<byte> data)
    {
        ref byte source = ref MemoryMarshal.GetReference(data);
        Vector128<ulong> lane0 = Load(ref source, 0) ^ Vector128.CreateScalar((ulong)crc);
        Vector128<ulong> lane1 = Load(ref source, 16), lane2 = Load(ref source, 32), lane3 = Load(ref source, 48);
        Vector128<ulong> by64 = Vector128.Create(0x0154442bd4UL, 0x01c6e41596UL), by16 = Vector128.Create(0x01751997d0UL, 0x00ccaa009eUL);
        int position = Block;
        for (; position <= data.Length - Block; position += Block)
        {
            lane0 = Multiply(lane0, by64) ^ Load(ref source, position);
            lane1 = Multiply(lane1, by64) ^ Load(ref source, position + 16);
            lane2 = Multiply(lane2, by64) ^ Load(ref source, position + 32);
            lane3 = Multiply(lane3, by64) ^ Load(ref source, position + 48);
        }
        Vector128<ulong> folded = Multiply(Multiply(Multiply(lane0, by16) ^ lane1, by16) ^ lane2, by16) ^ lane3;
        for (; position < data.Length; position += 16) folded = Multiply(folded, by16) ^ Load(ref source, position);
        // The 16 bytes that are left have the checksum of all: the table finishes them, from a register of zero.
        Span<byte> last = stackalloc byte[16];
        folded.AsByte().CopyTo(last);
        return ByTable(0, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Multiply(Vector128<ulong> lane, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(lane, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, by, 0x11);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte source, int position) =>
        Unsafe.ReadUnaligned<Vector128<ulong>>(ref Unsafe.Add(ref source, position));

    private static uint ByTable(uint crc, ReadOnlySpan<byte> data)
    {
        ref uint tables = ref MemoryMarshal.GetArrayDataReference(Tables);
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(data)) crc = Step(ref tables, word ^ crc);
        foreach (byte value in data[(data.Length & ~7)..]) crc = Unsafe.Add(ref tables, (byte)(crc ^ value)) ^ crc >> 8;
        return crc;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Step(ref uint tables, ulong word) =>
        At(ref tables, 7, word) ^ At(ref tables, 6, word >> 8) ^ At(ref tables, 5, word >> 16) ^ At(ref tables, 4, word >> 24)
        ^ At(ref tables, 3, word >> 32) ^ At(ref tables, 2, word >> 40) ^ At(ref tables, 1, word >> 48) ^ At(ref tables, 0, word >> 56);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint At(ref uint tables, int table, ulong word) => Unsafe.Add(ref tables, (table << 8) + (byte)word);

    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? value >> 1 ^ Polynomial : value >> 1;
            tables[i] = value;
        }
        for (int i = 256; i < tables.Length; i++) tables[i] = tables[tables[i - 256] & 0xFF] ^ tables[i - 256] >> 8;
        return tables;
    }
}
