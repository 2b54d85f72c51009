namespace Parquet.Serialization;

/// <summary>Options of <see cref="ParquetSerializer"/>.</summary>
public class ParquetSerializerOptions
{
    /// <summary>True matches columns and properties regardless of case where no name matches exactly.</summary>
    public bool PropertyNameCaseInsensitive { get; set; }

    /// <summary>How stored types are read; null means the defaults.</summary>
    public ParquetOptions? ParquetOptions { get; set; }
}
