using System.Buffers.Binary;

namespace System.IO.Hashing;

/// <summary>CRC-64 as in ECMA-182, Annex B. The hash bytes are big endian.</summary>
public sealed class Crc64 : NonCryptographicHashAlgorithm
{
    private const int Length = sizeof(ulong);
    private const ulong Polynomial = 0x42F0E1EBA9EA3693;

    private static readonly ulong[] Table = MakeTable();

    private ulong _state;

    public Crc64()
        : base(Length)
    {
    }

    private Crc64(ulong state)
        : base(Length) => _state = state;

    public Crc64 Clone() => new(_state);

    public override void Append(ReadOnlySpan<byte> source) => _state = Update(_state, source);

    public override void Reset() => _state = 0;

    public ulong GetCurrentHashAsUInt64() => _state;

    protected override void GetCurrentHashCore(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, _state);

    protected override void GetHashAndResetCore(Span<byte> destination)
    {
        GetCurrentHashCore(destination);
        Reset();
    }

    public static ulong HashToUInt64(ReadOnlySpan<byte> source) => Update(0, source);

    public static byte[] Hash(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Hash(new ReadOnlySpan<byte>(source));
    }

    public static byte[] Hash(ReadOnlySpan<byte> source)
    {
        var hash = new byte[Length];
        Hash(source, hash);
        return hash;
    }

    /// <exception cref="ArgumentException">The target is too short.</exception>
    public static int Hash(ReadOnlySpan<byte> source, Span<byte> destination) =>
        TryHash(source, destination, out int written) ? written : throw TooShort();

    public static bool TryHash(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten)
    {
        bytesWritten = 0;
        if (destination.Length < Length) return false;
        BinaryPrimitives.WriteUInt64BigEndian(destination, HashToUInt64(source));
        bytesWritten = Length;
        return true;
    }

    private static ulong Update(ulong state, ReadOnlySpan<byte> source)
    {
        foreach (byte value in source) state = Table[(byte)(state >> 56) ^ value] ^ state << 8;
        return state;
    }

    private static ulong[] MakeTable()
    {
        var table = new ulong[256];
        for (int i = 0; i < table.Length; i++)
        {
            ulong value = (ulong)i << 56;
            for (int bit = 0; bit < 8; bit++) value = (value & 1UL << 63) != 0 ? value << 1 ^ Polynomial : value << 1;
            table[i] = value;
        }
        return table;
    }
}
