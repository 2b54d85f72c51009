using Google.Api.Gax;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

/// <summary>The server holds other bytes than were sent.</summary>
public sealed class UploadValidationException : IOException
{
    public UploadValidationException(string clientSideHash, Object uploadedObject, AggregateException additionalFailures)
        : base("Upload validation failed")
    {
        ClientSideHash = GaxPreconditions.CheckNotNull(clientSideHash, nameof(clientSideHash));
        UploadedObject = GaxPreconditions.CheckNotNull(uploadedObject, nameof(uploadedObject));
        AdditionalFailures = additionalFailures;
    }

    /// <summary>The CRC-32C of what was sent, in base64.</summary>
    public string ClientSideHash { get; }

    public Object UploadedObject { get; }

    /// <summary>Why the object could not be deleted; null if it was, or if nobody tried.</summary>
    public AggregateException AdditionalFailures { get; }
}
