using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.Coinbase;

/// <summary>Coinbase Exchange, public. No key, but a User-Agent: without one the CDN refuses.</summary>
public sealed class CoinbaseClient(HttpClient http, SourceOptions options, SourceServices services) : SourceClient(http, options, services)
{
    public override string Name => SourceNames.Coinbase;

    protected override string KeySetting => "the network: Coinbase's list is public";

    protected override void Authorize(HttpRequestMessage message)
    {
        // Public.
    }
}
