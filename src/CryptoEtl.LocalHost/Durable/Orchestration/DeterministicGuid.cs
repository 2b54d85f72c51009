using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CryptoEtl.LocalHost.Durable.Orchestration;

/// <summary>Ids that replay to the same value: RFC 4122 version 5 of instance, turn and counter.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] Namespace = Guid.Parse("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    public static Guid Create(string instanceId, DateTime now, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{now:o}_{counter}");
        var hash = Hash([.. Namespace, .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);

        hash[6] = (byte)(hash[6] & 0x0F | 0x50);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash, bigEndian: true);
    }

#pragma warning disable CA5350 // Version 5 of the RFC is SHA-1 by definition; nothing is kept secret by it.
    private static byte[] Hash(byte[] bytes) => SHA1.HashData(bytes);
#pragma warning restore CA5350
}
