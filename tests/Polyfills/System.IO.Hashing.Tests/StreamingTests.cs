namespace System.IO.Hashing.Tests;

/// <summary>What all algorithms share: appending in pieces, resetting, targets that are too short.</summary>
public class StreamingTests
{
    public static TheoryData<string> Algorithms => ["Crc32", "Crc64", "XxHash64", "XxHash64 seeded"];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Pieces_of_any_length_hash_like_the_whole(string name)
    {
        byte[] data = Data(1000);
        byte[] whole = Whole(name, data);
        for (int piece = 1; piece < 100; piece++)
        {
            NonCryptographicHashAlgorithm hash = Create(name);
            for (int start = 0; start < data.Length; start += piece) hash.Append(data.AsSpan(start, Math.Min(piece, data.Length - start)));
            Assert.Equal(whole, hash.GetCurrentHash());
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Streams_hash_like_bytes(string name)
    {
        byte[] data = Data(20_000);
        NonCryptographicHashAlgorithm hash = Create(name);
        hash.Append(new MemoryStream(data));
        Assert.Equal(Whole(name, data), hash.GetHashAndReset());
        await hash.AppendAsync(new MemoryStream(data));
        Assert.Equal(Whole(name, data), hash.GetHashAndReset());
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Reading_the_hash_keeps_the_data_and_resetting_forgets_them(string name)
    {
        NonCryptographicHashAlgorithm hash = Create(name);
        byte[] empty = hash.GetCurrentHash();
        hash.Append(Data(10));
        Assert.Equal(hash.GetCurrentHash(), hash.GetCurrentHash());
        Assert.NotEqual(empty, hash.GetHashAndReset());
        Assert.Equal(empty, hash.GetCurrentHash());
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_target_that_is_too_short_is_refused_and_left_alone(string name)
    {
        NonCryptographicHashAlgorithm hash = Create(name);
        hash.Append(Data(10));
        byte[] before = hash.GetCurrentHash();
        var target = new byte[hash.HashLengthInBytes - 1];
        Assert.False(hash.TryGetCurrentHash(target, out int written));
        Assert.False(hash.TryGetHashAndReset(target, out _));
        Assert.Throws<ArgumentException>(() => hash.GetCurrentHash(target));
        Assert.Throws<ArgumentException>(() => hash.GetHashAndReset(target));
        Assert.Equal(0, written);
        Assert.All(target, value => Assert.Equal(0, value));
        Assert.Equal(before, hash.GetCurrentHash());
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_longer_target_takes_the_hash_and_no_more(string name)
    {
        NonCryptographicHashAlgorithm hash = Create(name);
        hash.Append(Data(33));
        var target = new byte[hash.HashLengthInBytes + 3];
        Assert.Equal(hash.HashLengthInBytes, hash.GetCurrentHash(target));
        Assert.Equal(hash.GetCurrentHash(), target[..hash.HashLengthInBytes]);
        Assert.Equal(new byte[3], target[hash.HashLengthInBytes..]);
    }

    [Fact]
    public void A_clone_goes_its_own_way()
    {
        var original = new XxHash64(7);
        original.Append(Data(50));
        XxHash64 clone = original.Clone();
        Assert.Equal(original.GetCurrentHash(), clone.GetCurrentHash());
        clone.Append(Data(1));
        Assert.NotEqual(original.GetCurrentHash(), clone.GetCurrentHash());
    }

    [Fact]
    public void A_derived_class_supplies_three_members_and_inherits_the_rest()
    {
        var sum = new ByteSum();
        sum.Append([1, 2, 3]);
        Assert.Equal([6], sum.GetHashAndReset());
        Assert.Equal([0], sum.GetCurrentHash());
    }

    [Fact]
    public void Missing_arguments_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Crc32.Hash(null!));
        Assert.Throws<ArgumentNullException>(() => new Crc64().Append((byte[])null!));
        Assert.Throws<ArgumentNullException>(() => new Crc64().Append((Stream)null!));
    }

    private static byte[] Data(int length)
    {
        var data = new byte[length];
        new Random(42).NextBytes(data);
        return data;
    }

    private static NonCryptographicHashAlgorithm Create(string name) => name switch
    {
        "Crc32" => new Crc32(),
        "Crc64" => new Crc64(),
        "XxHash64" => new XxHash64(),
        _ => new XxHash64(12345),
    };

    private static byte[] Whole(string name, byte[] data) => name switch
    {
        "Crc32" => Crc32.Hash(data),
        "Crc64" => Crc64.Hash(data),
        "XxHash64" => XxHash64.Hash(data),
        _ => XxHash64.Hash(data, 12345),
    };

    private sealed class ByteSum() : NonCryptographicHashAlgorithm(1)
    {
        private byte _sum;

        public override void Append(ReadOnlySpan<byte> source)
        {
            foreach (byte value in source) _sum += value;
        }

        public override void Reset() => _sum = 0;

        protected override void GetCurrentHashCore(Span<byte> destination) => destination[0] = _sum;
    }
}
