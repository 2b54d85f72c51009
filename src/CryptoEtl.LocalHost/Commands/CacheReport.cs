using System.Globalization;
using CryptoEtl.Data.HttpCache.Admin;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The words of <c>etl cache</c>.</summary>
internal static class CacheReport
{
    public static void Write(CacheStats stats, TextWriter output)
    {
        output.WriteLine($"{stats.Folder}: {stats.Requests} requests, {stats.Answers} answers, {stats.Bodies} bodies, {Size(stats.Bytes)}");
        if (stats.BrokenEntries > 0)
            output.WriteLine($"{stats.BrokenEntries} entries are broken: see 'etl cache verify'");
        if (stats.Endpoints.Count == 0)
            return;
        output.WriteLine($"{"source",-10} {"endpoint",-44} {"requests",8} {"answers",8} {"size",9}  {"oldest",-16} {"newest",-16} {"last used",-16}");
        foreach (var line in stats.Endpoints)
            output.WriteLine(
                $"{line.Source,-10} {line.Path,-44} {line.Requests,8} {line.Answers,8} {Size(line.Bytes),9}  "
                + $"{Minute(line.Oldest),-16} {Minute(line.Newest),-16} {Minute(line.LastUsedAt),-16}");
    }

    public static void Write(CacheCheck check, TextWriter output)
    {
        foreach (var broken in check.Broken)
            output.WriteLine($"{broken.File}: {broken.Why}");
        output.WriteLine($"read {check.Entries} entries and {check.Bodies} bodies, {Size(check.Bytes)}: {Verdict(check)}");
    }

    public static void Write(CachePruned pruned, TextWriter output) =>
        output.WriteLine($"removed {pruned.Bodies} bodies, {Size(pruned.Bytes)}; {Size(pruned.BytesAfter)} left");

    private static string Verdict(CacheCheck check) => check.Broken.Count switch
    {
        0 => "all whole",
        var count when check.IsRepaired => $"{count} broken, removed",
        var count => $"{count} broken; --repair removes them",
    };

    private static string Size(long bytes) => bytes switch
    {
        < 1 << 10 => $"{bytes} B",
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GiB"),
    };

    private static string Minute(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-";
}
