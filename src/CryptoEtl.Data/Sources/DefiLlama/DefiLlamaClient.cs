using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>DefiLlama. The Pro key is the first path segment, so it sits in the base address and nowhere else.</summary>
public sealed class DefiLlamaClient(HttpClient http, SourceOptions options, TimeProvider clock) : SourceClient(http, options, clock)
{
    public override string Name => SourceNames.DefiLlama;

    protected override string KeySetting => "DEFILLAMA_PRO_API_KEY";

    protected override void Authorize(HttpRequestMessage message)
    {
        // The key, where there is one, is part of the base address.
    }
}
