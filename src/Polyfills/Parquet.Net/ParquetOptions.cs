namespace Parquet;

/// <summary>Options of readers and writers.</summary>
public class ParquetOptions
{
    /// <summary>True reads byte arrays that carry no annotation as UTF-8 strings.</summary>
    public bool TreatByteArrayAsString { get; set; }

    /// <summary>True reads INT96 as DateTime, false as BigInteger: the 96 bits, little endian.</summary>
    public bool TreatBigIntegersAsDates { get; set; } = true;

    /// <summary>True reads dates as DateOnly, false as DateTime.</summary>
    public bool UseDateOnlyTypeForDates { get; set; }

    /// <summary>True reads times in milliseconds as TimeOnly, false as TimeSpan.</summary>
    public bool UseTimeOnlyTypeForTimeMillis { get; set; }

    /// <summary>True reads times in microseconds or nanoseconds as TimeOnly, false as TimeSpan.</summary>
    public bool UseTimeOnlyTypeForTimeMicros { get; set; }

    /// <summary>True writes string columns with a dictionary where it pays.</summary>
    public bool UseDictionaryEncoding { get; set; } = true;

    /// <summary>A dictionary pays while distinct values / values is at most this: 0 to 1.</summary>
    public double DictionaryEncodingThreshold { get; set; } = 0.8;

    /// <summary>
    /// True writes INT32 and INT64 columns as DELTA_BINARY_PACKED where that is smaller; false always writes PLAIN, for
    /// readers that know nothing else.
    /// </summary>
    public bool UseDeltaBinaryPackedEncoding { get; set; } = true;

    /// <summary>True reads decimals as <see cref="Data.BigDecimal"/>, which holds every precision, false as decimal.</summary>
    public bool UseBigDecimal { get; set; }

    /// <summary>
    /// True writes a CRC-32 with every page, so that a reader notices a damaged one. The genuine package has no such
    /// option and writes none.
    /// </summary>
    public bool WritePageChecksums { get; set; } = true;

    /// <summary>Kept for compatibility: pages come from the shared array pool.</summary>
    public int MaximumSmallPoolFreeBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Kept for compatibility: pages come from the shared array pool.</summary>
    public int MaximumLargePoolFreeBytes { get; set; } = 64 * 1024 * 1024;
}
