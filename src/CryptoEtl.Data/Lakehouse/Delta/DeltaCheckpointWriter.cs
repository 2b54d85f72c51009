using System.Globalization;
using System.Text.Json;
using Parquet;
using Parquet.Serialization;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>Writes what a log adds up to as one Parquet file, so that nobody need read the commits before it.</summary>
/// <remarks>Source: Delta protocol, Checkpoints. Of two writers at once both say the same: the first file stays.</remarks>
internal static class DeltaCheckpointWriter
{
    /// <summary>Commits from one checkpoint to the next. Fewer make opening faster, and committing dearer the larger the table is.</summary>
    private const int Interval = 20;

    private const string IntervalProperty = "delta.checkpointInterval";
    private const int GroupRows = 100_000;

    /// <summary>Whether the committer of this version writes a checkpoint.</summary>
    public static bool IsDue(DeltaSnapshot snapshot, long version)
    {
        var asked = snapshot.Metadata.Configuration.GetValueOrDefault(IntervalProperty);
        var interval = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var set) && set > 0 ? set : Interval;
        return version > 0 && version % interval == 0;
    }

    /// <summary>Puts the checkpoint, then the hint that it is there.</summary>
    /// <param name="logFolder">Below the lake's root.</param>
    /// <exception cref="LakeException">The table has features that the checkpoint could not hold.</exception>
    public static async Task WriteAsync(ILakeStorage storage, string logFolder, DeltaSnapshot snapshot, DateTimeOffset now, CancellationToken cancellation)
    {
        DeltaFeatures.RequireAppendable(snapshot);
        await using var file = OpenTemporary();
        var lines = 0L;
        await ParquetSerializer.SerializeAsync(
            DeltaCheckpointLines.Of(snapshot, now).Select(line => (++lines, line).line), file,
            new() { RowGroupSize = GroupRows, CompressionMethod = CompressionMethod.Snappy }, cancellation);
        file.Position = 0;
        await storage.PutIfAbsentAsync(PathOf(logFolder, snapshot.Version), file, cancellation);
        using var hint = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(
            new { version = snapshot.Version, size = lines, sizeInBytes = file.Length, numOfAddFiles = snapshot.Files.Count }));
        await storage.ReplaceAsync($"{logFolder}/{DeltaLog.LastCheckpoint}", hint, cancellation);
    }

    public static string PathOf(string logFolder, long version) =>
        $"{logFolder}/{version.ToString("D20", CultureInfo.InvariantCulture)}.checkpoint.parquet";

    /// <summary>A checkpoint of a large table is larger than memory should hold twice.</summary>
    private static FileStream OpenTemporary() => new(
        Path.Combine(Path.GetTempPath(), $"cryptoetl-{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.ReadWrite,
        FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
