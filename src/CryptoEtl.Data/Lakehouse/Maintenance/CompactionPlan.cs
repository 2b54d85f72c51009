using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Lakehouse.Maintenance;

/// <summary>Files of one partition that become one.</summary>
/// <param name="Partition">Value of the partition column: a day.</param>
internal sealed record CompactionBin(string Partition, IReadOnlyList<DeltaAdd> Files)
{
    public long Bytes => Files.Sum(file => file.Size);
}

/// <summary>Which files to put together.</summary>
internal static class CompactionPlan
{
    /// <summary>Per partition, small files in order of path, as many as stay within the target. A file that has no partner stays as it is.</summary>
    /// <param name="targetBytes">Most bytes of a bin. A file is small below half of it.</param>
    /// <param name="before">Only partitions of earlier days; null is all.</param>
    public static IReadOnlyList<CompactionBin> Of(DeltaSnapshot snapshot, string partitionColumn, long targetBytes, string? before) =>
    [
        .. from file in snapshot.Files
           where file.Size < targetBytes / 2
           group file by file.PartitionValues.GetValueOrDefault(partitionColumn) into partition
           where partition.Key is not (null or "") && (before is null || string.CompareOrdinal(partition.Key, before) < 0)
           orderby partition.Key
           from bin in Bins(partition, targetBytes)
           where bin.Count > 1
           select new CompactionBin(partition.Key, bin),
    ];

    private static IEnumerable<List<DeltaAdd>> Bins(IEnumerable<DeltaAdd> files, long targetBytes)
    {
        var (bin, bytes) = (new List<DeltaAdd>(), 0L);
        foreach (var file in files)
        {
            if (bytes + file.Size > targetBytes)
            {
                yield return bin;
                (bin, bytes) = ([], 0);
            }

            bin.Add(file);
            bytes += file.Size;
        }

        yield return bin;
    }
}
