using Google.Api.Gax;
using Google.Apis.Storage.v1.Data;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

public abstract partial class StorageClient
{
    /// <summary>Reads metadata.</summary>
    public virtual Object GetObject(string bucket, string objectName, GetObjectOptions options = null) =>
        throw new NotImplementedException();

    /// <summary>Reads metadata.</summary>
    public virtual Task<Object> GetObjectAsync(
        string bucket,
        string objectName,
        GetObjectOptions options = null,
        CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Lists objects lazily, in the order of their names.</summary>
    public virtual PagedEnumerable<Objects, Object> ListObjects(string bucket, string prefix = null, ListObjectsOptions options = null) =>
        throw new NotImplementedException();

    /// <summary>Lists objects lazily, in the order of their names.</summary>
    public virtual PagedAsyncEnumerable<Objects, Object> ListObjectsAsync(string bucket, string prefix = null, ListObjectsOptions options = null) =>
        throw new NotImplementedException();

    /// <summary>Deletes an object.</summary>
    public virtual void DeleteObject(string bucket, string objectName, DeleteObjectOptions options = null) =>
        throw new NotImplementedException();

    /// <summary>Deletes an object by its bucket and name.</summary>
    public virtual void DeleteObject(Object obj, DeleteObjectOptions options = null) =>
        throw new NotImplementedException();

    /// <summary>Deletes an object.</summary>
    public virtual Task DeleteObjectAsync(
        string bucket,
        string objectName,
        DeleteObjectOptions options = null,
        CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Deletes an object by its bucket and name.</summary>
    public virtual Task DeleteObjectAsync(Object obj, DeleteObjectOptions options = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Copies an object on the server.</summary>
    public virtual Object CopyObject(
        string sourceBucket,
        string sourceObjectName,
        string destinationBucket,
        string destinationObjectName,
        CopyObjectOptions options = null) =>
        throw new NotImplementedException();

    /// <summary>Copies an object on the server; bucket and name default to the source's.</summary>
    public virtual Task<Object> CopyObjectAsync(
        string sourceBucket,
        string sourceObjectName,
        string destinationBucket = null,
        string destinationObjectName = null,
        CopyObjectOptions options = null,
        CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
