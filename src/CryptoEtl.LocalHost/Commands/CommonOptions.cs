using System.CommandLine;
using System.Globalization;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>Options that several commands share, spelt and explained once.</summary>
internal static class CommonOptions
{
    public static Option<string?> Lake() => new("--lake")
    {
        Description = "Folder of the lake; made when it is not there. Default: setting ETL_LAKE, or 'lake'.",
        HelpName = "DIR",
    };

    public static Option<string?> Upstream() => new("--upstream")
    {
        Description = "Ask URL instead of the real sources, or simulate them from a market tape: sim:TAPE-DIR.",
        HelpName = "URL|sim:DIR",
    };

    public static Option<DateTimeOffset?> Now() => new("--now")
    {
        Description = "Act as if it were this moment, such as 2018-02-01T12:00:00Z. Names the run's slot.",
        HelpName = "ISO-TIME",
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var now))
                return now;
            result.AddError($"--now is '{text}', which is not an ISO-8601 time");
            return null;
        },
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one line of JSON for machines instead of text; demo prints one per run." };

    /// <summary>ISO-8601 to the second, UTC: the form of <c>ETL_NOW</c>.</summary>
    public static string? Iso(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
