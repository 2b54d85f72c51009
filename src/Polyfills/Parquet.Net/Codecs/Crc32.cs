using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Codecs;

/// <summary>The CRC-32 that page headers may carry: eight bytes a step by table.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Tables = MakeTables();

    public static uint Compute(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        ref uint tables = ref MemoryMarshal.GetArrayDataReference(Tables);
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(data)) crc = Step(ref tables, word ^ crc);
        foreach (byte value in data[(data.Length & ~7)..]) crc = Unsafe.Add(ref tables, (byte)(crc ^ value)) ^ crc >> 8;
        return ~crc;
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
