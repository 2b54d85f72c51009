namespace Parquet;

/// <summary>
/// Sizes in a file are claims. Those that survive every other check may still expand beyond the machine (a run-length
/// run of two billion values takes six bytes), so a single buffer may not take more than a quarter of its memory.
/// </summary>
internal static class MemoryGuard
{
    private const int Share = 4;

    /// <summary>What the collector knows of the machine may be missing before its first run.</summary>
    private const long LeastMemory = 1L << 30;

    /// <summary>Asking the collector is cheap but not free; small buffers go without.</summary>
    private const long Unquestioned = 64 * 1024 * 1024;

    public static void Check(long bytes)
    {
        if (bytes <= Unquestioned) return;
        long limit = Math.Max(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, LeastMemory) / Share;
        if (bytes > limit) throw new ParquetException($"the data expand to {bytes} bytes, more than the {limit} that one buffer may take");
    }
}
