using System.IO.Compression;

namespace Parquet.Serialization;

/// <summary>Options of <see cref="ParquetSerializer"/>.</summary>
public class ParquetSerializerOptions
{
    /// <summary>How pages are compressed.</summary>
    public CompressionMethod CompressionMethod { get; set; } = CompressionMethod.Snappy;

    /// <summary>For Gzip and Brotli.</summary>
    public CompressionLevel CompressionLevel { get; set; } = CompressionLevel.Optimal;

    /// <summary>Most rows of a row group, all of which are collected before they are written; null means one row group.</summary>
    public int? RowGroupSize { get; set; } = 1_000_000;

    /// <summary>True matches columns and properties regardless of case where no name matches exactly.</summary>
    public bool PropertyNameCaseInsensitive { get; set; }

    /// <summary>How stored types are read; null means the defaults.</summary>
    public ParquetOptions? ParquetOptions { get; set; }
}
