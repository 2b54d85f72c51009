using Google.Api.Gax;
using Google.Apis.Storage.v1;
using Google.Apis.Upload;

namespace Google.Cloud.Storage.V1;

/// <summary>How uploading works.</summary>
public sealed class UploadObjectOptions
{
    /// <summary>The unit of <see cref="ChunkSize"/>.</summary>
    public const int MinimumChunkSize = ResumableUpload.MinimumChunkSize;

    private int? _chunkSize;

    /// <summary>How many bytes are sent, and held, at a time: a multiple of <see cref="MinimumChunkSize"/>.</summary>
    public int? ChunkSize
    {
        get => _chunkSize;
        set
        {
            GaxPreconditions.CheckArgument(value is null || (value > 0 && value % MinimumChunkSize == 0), nameof(value), "The chunk size is no multiple of 262144.");
            _chunkSize = value;
        }
    }

    /// <summary>Only if the object has this generation; 0: only if it does not exist.</summary>
    public long? IfGenerationMatch { get; set; }

    /// <summary>Only if the object has another generation; 0: only if it exists.</summary>
    public long? IfGenerationNotMatch { get; set; }

    /// <summary>Only if the metadata have this version.</summary>
    public long? IfMetagenerationMatch { get; set; }

    /// <summary>Only if the metadata have another version.</summary>
    public long? IfMetagenerationNotMatch { get; set; }

    /// <summary>The access rights; null for the bucket's default.</summary>
    public PredefinedObjectAcl? PredefinedAcl { get; set; }

    public Projection? Projection { get; set; }

    /// <summary>The key of the object's data; null for the client's.</summary>
    public EncryptionKey EncryptionKey { get; set; }

    /// <summary>The Cloud KMS key of the new object.</summary>
    public string KmsKeyName { get; set; }

    /// <summary>The project charged for the request.</summary>
    public string UserProject { get; set; }

    /// <summary>The origin of a browser that will go on with the session.</summary>
    public string Origin { get; set; }

    /// <summary>What to do about a wrong checksum; by default delete the object and throw.</summary>
    public UploadValidationMode? UploadValidationMode { get; set; }

    internal void Apply(ObjectsResource.InsertMediaUpload upload)
    {
        Conditions.Check(IfGenerationMatch, IfGenerationNotMatch, IfMetagenerationMatch, IfMetagenerationNotMatch);
        upload.IfGenerationMatch = IfGenerationMatch;
        upload.IfGenerationNotMatch = IfGenerationNotMatch;
        upload.IfMetagenerationMatch = IfMetagenerationMatch;
        upload.IfMetagenerationNotMatch = IfMetagenerationNotMatch;
        upload.KmsKeyName = KmsKeyName;
        upload.UserProject = UserProject;
        upload.PredefinedAcl = (ObjectsResource.InsertMediaUpload.PredefinedAclEnum?)PredefinedAcl;
        upload.Projection = (ObjectsResource.InsertMediaUpload.ProjectionEnum?)Projection;
        upload.ChunkSize = ChunkSize ?? upload.ChunkSize;
    }
}
