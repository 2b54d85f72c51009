using Google.Apis.Storage.v1;

namespace Google.Cloud.Storage.V1;

/// <summary>How <see cref="StorageClient.GetObject"/> works.</summary>
public sealed class GetObjectOptions
{
    /// <summary>The generation meant; null for the live one.</summary>
    public long? Generation { get; set; }

    /// <summary>Only if the object has this generation; 0: only if it does not exist.</summary>
    public long? IfGenerationMatch { get; set; }

    /// <summary>Only if the object has another generation; 0: only if it exists.</summary>
    public long? IfGenerationNotMatch { get; set; }

    /// <summary>Only if the metadata have this version.</summary>
    public long? IfMetagenerationMatch { get; set; }

    /// <summary>Only if the metadata have another version.</summary>
    public long? IfMetagenerationNotMatch { get; set; }

    /// <summary>Only objects that were deleted softly.</summary>
    public bool? SoftDeletedOnly { get; set; }

    public Projection? Projection { get; set; }

    /// <summary>The key of the object's data; null for the client's.</summary>
    public EncryptionKey EncryptionKey { get; set; }

    /// <summary>The project charged for the request.</summary>
    public string UserProject { get; set; }

    /// <summary>Replaces the default retries.</summary>
    public RetryOptions RetryOptions { get; set; }

    internal void Apply(ObjectsResource.GetRequest request)
    {
        Conditions.Check(IfGenerationMatch, IfGenerationNotMatch, IfMetagenerationMatch, IfMetagenerationNotMatch);
        request.Generation = Generation;
        request.IfGenerationMatch = IfGenerationMatch;
        request.IfGenerationNotMatch = IfGenerationNotMatch;
        request.IfMetagenerationMatch = IfMetagenerationMatch;
        request.IfMetagenerationNotMatch = IfMetagenerationNotMatch;
        request.SoftDeleted = SoftDeletedOnly;
        request.Projection = (ObjectsResource.GetRequest.ProjectionEnum?)Projection;
        request.UserProject = UserProject;
    }
}
