using CryptoEtl.Core;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads <c>/protocol/{slug}</c>: the TVL in all, and that of every key of <c>chainTvls</c>. The tokens, almost all of the answer, are passed over.</summary>
internal static class ProtocolTvls
{
    public static async Task<Batch> ParseAsync(Stream body, Reading reading, CancellationToken cancellation)
    {
        var tokens = new ProtocolTokens(reading);
        await JsonTokens.ReadAsync(body, tokens, reading, cancellation);
        return tokens.Build();
    }
}
