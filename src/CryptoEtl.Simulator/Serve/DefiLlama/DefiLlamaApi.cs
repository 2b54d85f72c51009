using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.Limits;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>DefiLlama, free (no key, no limit) and Pro (the key is the first segment of the path). Errors are plain text.</summary>
internal sealed class DefiLlamaApi(SimulatorOptions options, MarketSnapshot market)
{
    private readonly CallWindow minute = new(options.DefiLlamaCallsPerMinute, TimeSpan.FromMinutes(1), options.Clock);

    // The answer is the same for everyone and large: written once.
    private readonly Lazy<ApiAnswer> protocols = new(() => ProtocolsAnswer.Make(market));

    public ApiAnswer Answer(ApiRequest request)
    {
        if (request.Path is ["protocols"])
            return protocols.Value;
        if (request.Path[0] != options.ApiKey)
            return ApiAnswer.Text(401, "Unauthorized");
        if (!minute.TryTake())
            return ApiAnswer.Text(429, "Too Many Requests");

        return request.Path is [_, "api", "protocols"] ? protocols.Value : ApiAnswer.Text(404, "Not found");
    }
}
