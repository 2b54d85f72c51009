using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>How long a table keeps what it no longer needs: its own properties, or the protocol's usual times.</summary>
internal static partial class DeltaRetention
{
    private static readonly Dictionary<string, TimeSpan> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["second"] = TimeSpan.FromSeconds(1), ["minute"] = TimeSpan.FromMinutes(1), ["hour"] = TimeSpan.FromHours(1),
        ["day"] = TimeSpan.FromDays(1), ["week"] = TimeSpan.FromDays(7),
    };

    /// <summary>Data files that left the table; 7 days unless the table says otherwise.</summary>
    public static TimeSpan OfDeletedFiles(DeltaSnapshot snapshot) => Property(snapshot, "delta.deletedFileRetentionDuration") ?? TimeSpan.FromDays(7);

    /// <summary>Commits that a checkpoint stands for; 30 days unless the table says otherwise.</summary>
    public static TimeSpan OfLog(DeltaSnapshot snapshot) => Property(snapshot, "delta.logRetentionDuration") ?? TimeSpan.FromDays(30);

    /// <exception cref="LakeException">The property is set to something that is no duration: deleting by a guess would be wrong.</exception>
    private static TimeSpan? Property(DeltaSnapshot snapshot, string name)
    {
        if (!snapshot.Metadata.Configuration.TryGetValue(name, out var text))
            return null;
        return Interval().Match(text) is { Success: true } match
            ? Units[match.Groups[2].Value] * double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : throw new LakeException($"{snapshot.Table}: {name} is '{text}', which is not understood; such as 'interval 30 days' is");
    }

    [GeneratedRegex(@"^\s*(?:interval\s+)?(\d{1,6})\s+(second|minute|hour|day|week)s?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Interval();
}
