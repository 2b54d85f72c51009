using System.Globalization;
using System.Net.Http.Headers;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.RateBudget;

namespace CryptoEtl.Data.Sources.LunarCrush;

/// <summary>LunarCrush API v4. Key as bearer token.</summary>
public sealed class LunarCrushClient(HttpClient http, SourceOptions options, SourceServices services) : SourceClient(http, options, services)
{
    public override string Name => SourceNames.LunarCrush;

    protected override string KeySetting => "LUNARCRUSH_PRO_API_KEY";

    protected override void Authorize(HttpRequestMessage message)
    {
        if (Options.ApiKey is { } key)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Every answer tells what the key may still do.</summary>
    protected override SourceQuota? QuotaIn(IReadOnlyDictionary<string, string> headers)
    {
        var (minute, day, left, reset) = (
            Read(headers, "x-rate-limit-minute"), Read(headers, "x-rate-limit-day"), Read(headers, "x-rate-limit-day-remaining"), Read(headers, "x-rate-limit-day-reset"));
        return minute is null && day is null && left is null ? null : new(
            (int?)minute, day, left, ResetsAt: reset is { } seconds and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);
    }

    private static long? Read(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
