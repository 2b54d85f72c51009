using System.Globalization;
using System.Text.RegularExpressions;
using CryptoEtl.Core;
using NCrontab;

namespace CryptoEtl.LocalHost.FunctionsHost.Timers;

/// <summary>When a timer-triggered function is due, UTC: NCRONTAB of six fields (seconds first) or five, or a time span.</summary>
internal sealed class TimerSchedule
{
    private const int Sample = 5;

    private readonly Func<DateTime, DateTime> _next;

    private TimerSchedule(Func<DateTime, DateTime> next) => _next = next;

    /// <summary>The first occurrence after <paramref name="time"/>.</summary>
    public DateTime After(DateTime time) => DateTime.SpecifyKind(_next(time), DateTimeKind.Utc);

    /// <summary>Whether it is due more than once a minute: then runs are not remembered, as writing would cost more than a miss.</summary>
    public bool IsTooOftenToMonitor(DateTime now)
    {
        var (earlier, often) = (After(now), false);
        for (var i = 0; i < Sample; i++)
        {
            var later = After(earlier);
            often |= later - earlier < TimeSpan.FromMinutes(1);
            earlier = later;
        }

        return often;
    }

    /// <param name="expression">May contain <c>%NAME%</c> of settings.</param>
    /// <exception cref="BadInputException">It is no schedule, or names a setting that is not set.</exception>
    public static TimerSchedule Parse(string expression, string function, Func<string, string?> setting)
    {
        var resolved = Regex.Replace(expression, "%([^%]+)%", match => setting(match.Groups[1].Value)
            ?? throw new BadInputException($"The schedule '{expression}' of the function {function} names the setting {match.Groups[1].Value}, which is not set."));

        return ParseCron(resolved) ?? ParseInterval(resolved)
            ?? throw new BadInputException($"The schedule '{resolved}' of the function {function} is neither NCRONTAB with five or six fields nor a time span.");
    }

    private static TimerSchedule? ParseCron(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields is not (5 or 6)) return null;

        var cron = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 });
        return cron is null ? null : new TimerSchedule(cron.GetNextOccurrence);
    }

    private static TimerSchedule? ParseInterval(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new TimerSchedule(time => time + interval)
            : null;
}
