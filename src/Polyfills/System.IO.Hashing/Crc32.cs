using System.Buffers.Binary;

namespace System.IO.Hashing;

/// <summary>CRC-32 as in ISO 3309, Gzip and PNG. The hash bytes are little endian.</summary>
public sealed class Crc32 : NonCryptographicHashAlgorithm
{
    private const int Length = sizeof(uint);
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = MakeTable();

    private uint _state = uint.MaxValue;

    public Crc32()
        : base(Length)
    {
    }

    private Crc32(uint state)
        : base(Length) => _state = state;

    public Crc32 Clone() => new(_state);

    public override void Append(ReadOnlySpan<byte> source) => _state = Update(_state, source);

    public override void Reset() => _state = uint.MaxValue;

    public uint GetCurrentHashAsUInt32() => ~_state;

    protected override void GetCurrentHashCore(Span<byte> destination) => BinaryPrimitives.WriteUInt32LittleEndian(destination, ~_state);

    protected override void GetHashAndResetCore(Span<byte> destination)
    {
        GetCurrentHashCore(destination);
        Reset();
    }

    public static uint HashToUInt32(ReadOnlySpan<byte> source) => ~Update(uint.MaxValue, source);

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
        BinaryPrimitives.WriteUInt32LittleEndian(destination, HashToUInt32(source));
        bytesWritten = Length;
        return true;
    }

    private static uint Update(uint state, ReadOnlySpan<byte> source)
    {
        foreach (byte value in source) state = Table[(byte)(state ^ value)] ^ state >> 8;
        return state;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? value >> 1 ^ Polynomial : value >> 1;
            table[i] = value;
        }
        return table;
    }
}
