using System.Globalization;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;
using CryptoEtl.Data.Lakehouse.Maintenance;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>What became of a log.</summary>
/// <param name="Checkpoint">Version of the checkpoint that is there now; null on a dry run.</param>
/// <param name="Deleted">Log files, below the lake's root.</param>
internal sealed record CleanedLog(string Table, long? Checkpoint, IReadOnlyList<string> Deleted);

/// <summary>The words of <c>etl lake</c>.</summary>
internal static class LakeReport
{
    public static void Write(LakeTable table, IReadOnlyList<DeltaHistoryEntry> history, TextWriter output)
    {
        output.WriteLine($"{table.Definition.FullName}");
        output.WriteLine($"{"version",8}  {"time",-20} {"operation",-10} {"added",6} {"removed",8} {"rows",9}  transaction");
        foreach (var entry in history)
            output.WriteLine($"{entry.Version,8}  {Stamp(entry.Time),-20} {entry.Operation,-10} {entry.FilesAdded,6} {entry.FilesRemoved,8} {entry.RowsAdded,9}  {entry.Transaction}");
    }

    public static void Write(LakeTable table, IReadOnlyList<CompactedFiles> bins, TextWriter output)
    {
        output.WriteLine($"{table.Definition.FullName}: {bins.Sum(bin => bin.Files)} small files in {bins.Count} groups");
        foreach (var bin in bins)
            output.WriteLine($"  {bin.Partition}  {bin.Files,6} files {bin.Rows,9} rows {bin.BytesBefore,11} bytes{(bin.Version is { } version ? $" -> 1 file of {bin.BytesAfter} bytes, version {version}" : bin.BytesAfter > 0 ? ": another writer was first" : "")}");
    }

    public static void Write(LakeTable table, CleanedLog log, TextWriter output) => output.WriteLine(
        $"{log.Table}: {(log.Checkpoint is { } version ? $"checkpoint of version {version}" : "no checkpoint written")}, {log.Deleted.Count} old log files{(log.Checkpoint is null ? " would go" : " deleted")}");

    public static void Write(LakeTable table, Vacuumed vacuumed, TextWriter output)
    {
        foreach (var path in vacuumed.Paths)
            output.WriteLine($"  {path}");
        output.WriteLine($"{vacuumed.Table}: {vacuumed.Paths.Count} files, {vacuumed.Bytes} bytes");
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
