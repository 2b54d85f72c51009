using System.Buffers.Binary;
using System.Numerics;

namespace System.IO.Hashing;

/// <summary>xxHash with 64 bits. The hash bytes are big endian.</summary>
public sealed class XxHash64 : NonCryptographicHashAlgorithm
{
    private const int Length = sizeof(ulong);
    private const int StripeLength = 4 * sizeof(ulong);
    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63, Prime5 = 0x27D4EB2F165667C5;

    private readonly ulong _seed;
    private readonly byte[] _held = new byte[StripeLength];
    private ulong _lane1, _lane2, _lane3, _lane4, _total;

    public XxHash64()
        : this(0)
    {
    }

    public XxHash64(long seed)
        : base(Length)
    {
        _seed = (ulong)seed;
        Reset();
    }

    private int HeldLength => (int)(_total % StripeLength);

    public XxHash64 Clone()
    {
        var copy = new XxHash64((long)_seed) { _lane1 = _lane1, _lane2 = _lane2, _lane3 = _lane3, _lane4 = _lane4, _total = _total };
        _held.CopyTo(copy._held, 0);
        return copy;
    }

    public override void Reset()
    {
        unchecked
        {
            (_lane1, _lane2, _lane3, _lane4) = (_seed + Prime1 + Prime2, _seed + Prime2, _seed, _seed - Prime1);
        }
        _total = 0;
    }

    public override void Append(ReadOnlySpan<byte> source)
    {
        int held = HeldLength;
        _total += (ulong)source.Length;
        if (held > 0)
        {
            int taken = Math.Min(StripeLength - held, source.Length);
            source[..taken].CopyTo(_held.AsSpan(held));
            source = source[taken..];
            if (held + taken < StripeLength) return;
            Stripe(_held);
        }
        for (; source.Length >= StripeLength; source = source[StripeLength..]) Stripe(source);
        source.CopyTo(_held);
    }

    public ulong GetCurrentHashAsUInt64()
    {
        ulong hash = _total < StripeLength ? unchecked(_seed + Prime5) : MergeLanes();
        return Avalanche(AppendTail(unchecked(hash + _total), _held.AsSpan(0, HeldLength)));
    }

    protected override void GetCurrentHashCore(Span<byte> destination) => BinaryPrimitives.WriteUInt64BigEndian(destination, GetCurrentHashAsUInt64());

    public static ulong HashToUInt64(ReadOnlySpan<byte> source, long seed = 0)
    {
        var hash = new XxHash64(seed);
        hash.Append(source);
        return hash.GetCurrentHashAsUInt64();
    }

    public static byte[] Hash(byte[] source) => Hash(source, 0);

    public static byte[] Hash(byte[] source, long seed)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Hash(new ReadOnlySpan<byte>(source), seed);
    }

    public static byte[] Hash(ReadOnlySpan<byte> source, long seed = 0)
    {
        var hash = new byte[Length];
        Hash(source, hash, seed);
        return hash;
    }

    /// <exception cref="ArgumentException">The target is too short.</exception>
    public static int Hash(ReadOnlySpan<byte> source, Span<byte> destination, long seed = 0) =>
        TryHash(source, destination, out int written, seed) ? written : throw TooShort();

    public static bool TryHash(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, long seed = 0)
    {
        bytesWritten = 0;
        if (destination.Length < Length) return false;
        BinaryPrimitives.WriteUInt64BigEndian(destination, HashToUInt64(source, seed));
        bytesWritten = Length;
        return true;
    }

    private void Stripe(ReadOnlySpan<byte> source)
    {
        _lane1 = Round(_lane1, BinaryPrimitives.ReadUInt64LittleEndian(source));
        _lane2 = Round(_lane2, BinaryPrimitives.ReadUInt64LittleEndian(source[8..]));
        _lane3 = Round(_lane3, BinaryPrimitives.ReadUInt64LittleEndian(source[16..]));
        _lane4 = Round(_lane4, BinaryPrimitives.ReadUInt64LittleEndian(source[24..]));
    }

    private ulong MergeLanes()
    {
        ulong hash = unchecked(BitOperations.RotateLeft(_lane1, 1) + BitOperations.RotateLeft(_lane2, 7)
            + BitOperations.RotateLeft(_lane3, 12) + BitOperations.RotateLeft(_lane4, 18));
        return Merge(Merge(Merge(Merge(hash, _lane1), _lane2), _lane3), _lane4);
    }

    private static ulong AppendTail(ulong hash, ReadOnlySpan<byte> tail)
    {
        unchecked
        {
            for (; tail.Length >= sizeof(ulong); tail = tail[sizeof(ulong)..])
                hash = BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(tail)), 27) * Prime1 + Prime4;
            if (tail.Length >= sizeof(uint))
            {
                hash = BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(tail) * Prime1, 23) * Prime2 + Prime3;
                tail = tail[sizeof(uint)..];
            }
            foreach (byte value in tail) hash = BitOperations.RotateLeft(hash ^ value * Prime5, 11) * Prime1;
            return hash;
        }
    }

    private static ulong Round(ulong lane, ulong input) => unchecked(BitOperations.RotateLeft(lane + input * Prime2, 31) * Prime1);

    private static ulong Merge(ulong hash, ulong lane) => unchecked((hash ^ Round(0, lane)) * Prime1 + Prime4);

    private static ulong Avalanche(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ hash >> 33) * Prime2;
            hash = (hash ^ hash >> 29) * Prime3;
            return hash ^ hash >> 32;
        }
    }
}
