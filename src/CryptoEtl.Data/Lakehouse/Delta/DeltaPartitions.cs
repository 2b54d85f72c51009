namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>A snapshot's files by their partition values.</summary>
internal sealed class DeltaPartitions(IReadOnlyList<DeltaAdd> files)
{
    private readonly Dictionary<string, ILookup<string, DeltaAdd>> byColumn = new(StringComparer.Ordinal);
    private readonly Lock guard = new();

    /// <param name="value">Null is the null partition, and so is "".</param>
    public IReadOnlyList<DeltaAdd> FilesOf(string column, string? value)
    {
        lock (guard)
        {
            if (!byColumn.TryGetValue(column, out var lookup))
                byColumn[column] = lookup = files.ToLookup(file => file.PartitionValues.GetValueOrDefault(column) ?? "", StringComparer.Ordinal);
            return [.. lookup[value ?? ""]];
        }
    }
}
