using Google.Apis.Storage.v1;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

/// <summary>How <see cref="StorageClient.CopyObject"/> works.</summary>
public sealed class CopyObjectOptions
{
    /// <summary>The generation copied; null for the live one.</summary>
    public long? SourceGeneration { get; set; }

    /// <summary>Only if the object has this generation; 0: only if it does not exist.</summary>
    public long? IfGenerationMatch { get; set; }

    /// <summary>Only if the object has another generation; 0: only if it exists.</summary>
    public long? IfGenerationNotMatch { get; set; }

    /// <summary>Only if the metadata have this version.</summary>
    public long? IfMetagenerationMatch { get; set; }

    /// <summary>Only if the metadata have another version.</summary>
    public long? IfMetagenerationNotMatch { get; set; }

    /// <summary>As <see cref="IfGenerationMatch"/>, for the source.</summary>
    public long? IfSourceGenerationMatch { get; set; }

    /// <summary>As <see cref="IfGenerationNotMatch"/>, for the source.</summary>
    public long? IfSourceGenerationNotMatch { get; set; }

    /// <summary>As <see cref="IfMetagenerationMatch"/>, for the source.</summary>
    public long? IfSourceMetagenerationMatch { get; set; }

    /// <summary>As <see cref="IfMetagenerationNotMatch"/>, for the source.</summary>
    public long? IfSourceMetagenerationNotMatch { get; set; }

    public Projection? Projection { get; set; }

    /// <summary>The access rights of the copy; null for the bucket's default.</summary>
    public PredefinedObjectAcl? DestinationPredefinedAcl { get; set; }

    /// <summary>Replaces the metadata of the source.</summary>
    public Object ExtraMetadata { get; set; }

    /// <summary>The key of the object's data; null for the client's.</summary>
    public EncryptionKey EncryptionKey { get; set; }

    /// <summary>The key of the source's data; null for the client's.</summary>
    public EncryptionKey SourceEncryptionKey { get; set; }

    /// <summary>The Cloud KMS key of the new object.</summary>
    public string KmsKeyName { get; set; }

    /// <summary>The project charged for the request.</summary>
    public string UserProject { get; set; }

    /// <summary>Replaces the default retries.</summary>
    public RetryOptions RetryOptions { get; set; }

    internal void Apply(ObjectsResource.RewriteRequest request)
    {
        ApplyConditions(request);
        request.SourceGeneration = SourceGeneration;
        request.DestinationKmsKeyName = KmsKeyName;
        request.DestinationPredefinedAcl = (ObjectsResource.RewriteRequest.DestinationPredefinedAclEnum?)DestinationPredefinedAcl;
        request.Projection = (ObjectsResource.RewriteRequest.ProjectionEnum?)Projection;
        request.UserProject = UserProject;
    }

    private void ApplyConditions(ObjectsResource.RewriteRequest request)
    {
        Conditions.Check(IfGenerationMatch, IfGenerationNotMatch, IfMetagenerationMatch, IfMetagenerationNotMatch);
        Conditions.Check(IfSourceGenerationMatch, IfSourceGenerationNotMatch, IfSourceMetagenerationMatch, IfSourceMetagenerationNotMatch);
        request.IfGenerationMatch = IfGenerationMatch;
        request.IfGenerationNotMatch = IfGenerationNotMatch;
        request.IfMetagenerationMatch = IfMetagenerationMatch;
        request.IfMetagenerationNotMatch = IfMetagenerationNotMatch;
        request.IfSourceGenerationMatch = IfSourceGenerationMatch;
        request.IfSourceGenerationNotMatch = IfSourceGenerationNotMatch;
        request.IfSourceMetagenerationMatch = IfSourceMetagenerationMatch;
        request.IfSourceMetagenerationNotMatch = IfSourceMetagenerationNotMatch;
    }
}
