using System.Text;

namespace System.IO.Hashing.Tests;

/// <summary>Check values that the authors of the algorithms, or catalogues of them, publish.</summary>
public class PublishedVectorTests
{
    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Crc32_matches_its_published_check_values(string text, uint expected) =>
        Assert.Equal(expected, Crc32.HashToUInt32(Bytes(text)));

    [Theory]
    [InlineData("", 0x0000000000000000ul)]
    [InlineData("123456789", 0x6C40DF5F0B497347ul)]
    public void Crc64_matches_the_check_value_of_ecma_182(string text, ulong expected) =>
        Assert.Equal(expected, Crc64.HashToUInt64(Bytes(text)));

    [Theory]
    [InlineData("", 0, 0xEF46DB3751D8E999ul)]
    [InlineData("a", 0, 0xD24EC4F1A98C6E5Bul)]
    [InlineData("abc", 0, 0x44BC2CF5AD770999ul)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0, 0x0B242D361FDA71BCul)]
    [InlineData("Nobody inspects the spammish repetition", 0, 0xFBCEA83C8A378BF1ul)]
    public void XxHash64_matches_its_published_values(string text, long seed, ulong expected) =>
        Assert.Equal(expected, XxHash64.HashToUInt64(Bytes(text), seed));

    [Fact]
    public void Hash_bytes_stand_in_the_order_of_the_genuine_package()
    {
        Assert.Equal("2639f4cb", Convert.ToHexStringLower(Crc32.Hash(Bytes("123456789"))));
        Assert.Equal("6c40df5f0b497347", Convert.ToHexStringLower(Crc64.Hash(Bytes("123456789"))));
        Assert.Equal("ef46db3751d8e999", Convert.ToHexStringLower(XxHash64.Hash([])));
    }
}
