using System.Buffers.Binary;

namespace Google.Cloud.Storage.V1.Tests.Server;

/// <summary>CRC-32C straight from its definition, bit by bit, so that it shares nothing with the client's.</summary>
internal static class ReferenceCrc32c
{
    private const uint Polynomial = 0x82F63B78;

    internal static string Base64(byte[] data)
    {
        uint state = uint.MaxValue;
        foreach (byte value in data) state = Step(state ^ value);
        return Base64(~state);
    }

    internal static string Base64(uint checksum)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, checksum);
        return Convert.ToBase64String(bytes);
    }

    private static uint Step(uint state)
    {
        for (int bit = 0; bit < 8; bit++) state = (state >> 1) ^ (Polynomial & (0 - (state & 1)));
        return state;
    }
}
