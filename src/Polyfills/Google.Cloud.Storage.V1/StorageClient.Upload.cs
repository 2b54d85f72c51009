using Google.Apis.Storage.v1;
using Google.Apis.Upload;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

public abstract partial class StorageClient
{
    /// <summary>An upload that the caller starts.</summary>
    public virtual ObjectsResource.InsertMediaUpload CreateObjectUploader(
        string bucket,
        string objectName,
        string contentType,
        Stream source,
        UploadObjectOptions options = null) =>
        throw new NotImplementedException();

    /// <summary>An upload that the caller starts.</summary>
    public virtual ObjectsResource.InsertMediaUpload CreateObjectUploader(Object destination, Stream source, UploadObjectOptions options = null) =>
        throw new NotImplementedException();

    /// <summary>Uploads data.</summary>
    public virtual Object UploadObject(
        string bucket,
        string objectName,
        string contentType,
        Stream source,
        UploadObjectOptions options = null,
        IProgress<IUploadProgress> progress = null) =>
        throw new NotImplementedException();

    /// <summary>Uploads data with metadata.</summary>
    public virtual Object UploadObject(
        Object destination,
        Stream source,
        UploadObjectOptions options = null,
        IProgress<IUploadProgress> progress = null) =>
        throw new NotImplementedException();

    /// <summary>Uploads data.</summary>
    public virtual Task<Object> UploadObjectAsync(
        string bucket,
        string objectName,
        string contentType,
        Stream source,
        UploadObjectOptions options = null,
        CancellationToken cancellationToken = default,
        IProgress<IUploadProgress> progress = null) =>
        throw new NotImplementedException();

    /// <summary>Uploads data with metadata.</summary>
    public virtual Task<Object> UploadObjectAsync(
        Object destination,
        Stream source,
        UploadObjectOptions options = null,
        CancellationToken cancellationToken = default,
        IProgress<IUploadProgress> progress = null) =>
        throw new NotImplementedException();
}
