using System.CommandLine;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>What the commands that only look into a lake share: its opening, and texts of tables, days and moments.</summary>
internal static class LakeOptions
{
    public static Argument<string> Table() => new("table") { Description = "Full name of the table, such as silver_live." };

    public static Option<string?> From() => new("--from") { Description = "First UTC day the rows are about, such as 2024-01-31.", HelpName = "DAY" };

    public static Option<string?> To() => new("--to") { Description = "Last UTC day the rows are about.", HelpName = "DAY" };

    public static Option<string?> Assets() => new("--assets") { Description = "Only these assets, comma-separated, as the table names them.", HelpName = "A,B" };

    public static Option<string?> KnownAt() => new("--known-at")
    {
        Description = "What we had seen by then: later observations are left out.", HelpName = "ISO-TIME",
    };

    /// <summary>The lake of the settings, and nothing of the sources.</summary>
    public static Lake Open(string? lake) => Services(lake).GetRequiredService<Lake>();

    /// <summary>The same, and what its features are made with.</summary>
    public static (Lake Lake, FeatureConfig Config) OpenWithFeatures(string? lake)
    {
        var services = Services(lake);
        return (services.GetRequiredService<Lake>(), services.GetRequiredService<FeatureConfig>());
    }

    private static ServiceProvider Services(string? lake) => new ServiceCollection()
        .AddCryptoEtl(Settings.Load(new Dictionary<string, string?> { ["ETL_LAKE"] = lake })).BuildServiceProvider();

    /// <exception cref="BadInputException">The text is no day.</exception>
    public static DateOnly? Day(string option, string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new BadInputException($"{option} is '{text}', which is not a day such as 2024-01-31");

    /// <exception cref="BadInputException">The text is no moment.</exception>
    public static DateTimeOffset? Moment(string option, string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment
        : throw new BadInputException($"{option} is '{text}', which is not an ISO-8601 time");

    public static IReadOnlySet<string>? Set(string? text) =>
        text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>To the microsecond, as rows keep it, so that the text given back means the same moment.</summary>
    public static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
