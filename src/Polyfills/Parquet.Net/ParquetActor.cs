namespace Parquet;

/// <summary>What readers and writers share: the stream they work on.</summary>
public class ParquetActor
{
    internal const int MagicLength = 4;

    /// <summary>Magic, footer length and magic: the least a file can hold.</summary>
    internal const int MinimumFileLength = MagicLength + sizeof(int) + MagicLength;

    private protected ParquetActor(Stream stream) => Stream = stream;

    private protected Stream Stream { get; }

    internal static ReadOnlySpan<byte> Magic => "PAR1"u8;

    internal static ReadOnlySpan<byte> EncryptedMagic => "PARE"u8;
}
