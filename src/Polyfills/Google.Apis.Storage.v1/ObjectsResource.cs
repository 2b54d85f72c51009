using Google.Apis.Services;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Apis.Storage.v1;

/// <summary>The methods on objects.</summary>
public partial class ObjectsResource(IClientService service)
{
    public virtual DeleteRequest Delete(string bucket, string objectName) => new(service, bucket, objectName);

    public virtual GetRequest Get(string bucket, string objectName) => new(service, bucket, objectName);

    public virtual ListRequest List(string bucket) => new(service, bucket);

    /// <summary>Uploads an object's data with its metadata.</summary>
    public virtual InsertMediaUpload Insert(Object body, string bucket, Stream stream, string contentType) =>
        new(service, body, bucket, stream, contentType);

    /// <summary>Copies an object; repeat with the answer's token until the answer says it is done.</summary>
    public virtual RewriteRequest Rewrite(Object body, string sourceBucket, string sourceObject, string destinationBucket, string destinationObject) =>
        new(service, body, sourceBucket, sourceObject, destinationBucket, destinationObject);
}
