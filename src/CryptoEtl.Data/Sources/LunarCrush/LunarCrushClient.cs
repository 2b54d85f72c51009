using System.Net.Http.Headers;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.LunarCrush;

/// <summary>LunarCrush API v4. Key as bearer token.</summary>
public sealed class LunarCrushClient(HttpClient http, SourceOptions options, TimeProvider clock) : SourceClient(http, options, clock)
{
    public override string Name => SourceNames.LunarCrush;

    protected override string KeySetting => "LUNARCRUSH_PRO_API_KEY";

    protected override void Authorize(HttpRequestMessage message)
    {
        if (Options.ApiKey is { } key)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }
}
