#nullable enable
using Google.Apis.Http;
using Google.Apis.Requests;

namespace Google.Cloud.Storage.V1;

/// <summary>Sends a request again after an answer that says "later". The message handler bounds the number of tries.</summary>
internal sealed class RetryHandler(RetryOptions options) : IHttpUnsuccessfulResponseHandler
{
    private static readonly HttpRequestOptionsKey<List<IHttpUnsuccessfulResponseHandler>> HandlersKey =
        new(ConfigurableMessageHandler.UnsuccessfulResponseHandlerKey);

    public async Task<bool> HandleResponseAsync(HandleUnsuccessfulResponseArgs args)
    {
        if (!args.SupportsRetry || !options.Predicate.ShouldRetry((int)args.Response.StatusCode)) return false;
        await Task.Delay(options.Timing.DelayAfter(args.CurrentFailedTry), args.CancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Gives an API request its retries.</summary>
    internal static void Attach(ClientServiceRequest request, RetryOptions options)
    {
        if (options.Predicate != RetryPredicate.Never) request.AddUnsuccessfulResponseHandler(new RetryHandler(options));
    }

    /// <summary>Gives a bare message its retries: those of downloads and upload sessions.</summary>
    internal static void Attach(HttpRequestMessage message, RetryOptions options)
    {
        if (options.Predicate == RetryPredicate.Never) return;
        message.Options.Set(HandlersKey, [new RetryHandler(options)]);
    }
}
