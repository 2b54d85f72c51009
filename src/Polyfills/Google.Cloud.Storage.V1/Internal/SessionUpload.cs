using Google.Apis.Services;
using Google.Apis.Storage.v1;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

/// <summary>An upload whose first request, the one that opens the session, carries key, origin and retries.</summary>
internal sealed class SessionUpload : ObjectsResource.InsertMediaUpload
{
    internal SessionUpload(IClientService service, Object destination, Stream source, string origin, EncryptionKey key, RetryOptions retries)
        : base(service, destination, destination.Bucket, source, destination.ContentType)
    {
        Options.ModifySessionInitiationRequest += key.AddHeaders;
        Options.ModifySessionInitiationRequest += message => RetryHandler.Attach(message, retries);
        if (origin is not null) Options.ModifySessionInitiationRequest += message => message.Headers.Add("Origin", origin);
    }
}
