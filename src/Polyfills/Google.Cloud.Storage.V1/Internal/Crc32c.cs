#nullable enable
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Google.Cloud.Storage.V1;

/// <summary>
/// CRC-32C (Castagnoli), the checksum Cloud Storage keeps of every object. <see cref="BitOperations"/> uses the processor's
/// instruction (SSE 4.2, ARM CRC32) and a table where there is none.
/// </summary>
internal sealed class Crc32c
{
    private uint _state = uint.MaxValue;

    /// <summary>The checksum as the API writes it: big-endian, base64.</summary>
    internal string Base64
    {
        get
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, ~_state);
            return Convert.ToBase64String(bytes);
        }
    }

    /// <summary>Has the shape of Google.Apis' stream interceptors.</summary>
    internal void Append(byte[] buffer, int offset, int count) => Append(buffer.AsSpan(offset, count));

    internal void Append(ReadOnlySpan<byte> data)
    {
        uint state = _state;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (ulong word in words) state = BitOperations.Crc32C(state, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (byte rest in data[(words.Length * sizeof(ulong))..]) state = BitOperations.Crc32C(state, rest);
        _state = state;
    }
}
