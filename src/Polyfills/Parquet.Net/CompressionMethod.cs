namespace Parquet;

/// <summary>How pages are compressed. Lzo cannot be read or written; LZ4, Zstd and Lz4Raw can be read only.</summary>
public enum CompressionMethod
{
    None = 0,
    Snappy = 1,
    Gzip = 2,
    Lzo = 3,
    Brotli = 4,
    LZ4 = 5,
    Zstd = 6,
    Lz4Raw = 7,
}
