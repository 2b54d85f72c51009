using Google.Api.Gax;
using Google.Api.Gax.Rest;
using Google.Apis.Storage.v1;
using Google.Apis.Storage.v1.Data;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

public sealed partial class StorageClientImpl
{
    public override Object GetObject(string bucket, string objectName, GetObjectOptions options = null) =>
        GetRequest(bucket, objectName, options).Execute();

    public override Task<Object> GetObjectAsync(string bucket, string objectName, GetObjectOptions options = null, CancellationToken cancellationToken = default) =>
        GetRequest(bucket, objectName, options).ExecuteAsync(cancellationToken);

    public override PagedEnumerable<Objects, Object> ListObjects(string bucket, string prefix = null, ListObjectsOptions options = null)
    {
        CheckBucket(bucket, nameof(bucket));
        return new RestPagedEnumerable<ObjectsResource.ListRequest, Objects, Object>(() => ListRequest(bucket, prefix, options), ObjectPages.Instance);
    }

    public override PagedAsyncEnumerable<Objects, Object> ListObjectsAsync(string bucket, string prefix = null, ListObjectsOptions options = null)
    {
        CheckBucket(bucket, nameof(bucket));
        return new RestPagedAsyncEnumerable<ObjectsResource.ListRequest, Objects, Object>(() => ListRequest(bucket, prefix, options), ObjectPages.Instance);
    }

    public override void DeleteObject(string bucket, string objectName, DeleteObjectOptions options = null) =>
        DeleteRequest(bucket, objectName, options).Execute();

    public override void DeleteObject(Object obj, DeleteObjectOptions options = null)
    {
        CheckObject(obj, nameof(obj));
        DeleteObject(obj.Bucket, obj.Name, options);
    }

    public override Task DeleteObjectAsync(string bucket, string objectName, DeleteObjectOptions options = null, CancellationToken cancellationToken = default) =>
        DeleteRequest(bucket, objectName, options).ExecuteAsync(cancellationToken);

    public override Task DeleteObjectAsync(Object obj, DeleteObjectOptions options = null, CancellationToken cancellationToken = default)
    {
        CheckObject(obj, nameof(obj));
        return DeleteObjectAsync(obj.Bucket, obj.Name, options, cancellationToken);
    }

    private ObjectsResource.GetRequest GetRequest(string bucket, string objectName, GetObjectOptions options)
    {
        CheckNames(bucket, objectName);
        ObjectsResource.GetRequest request = Service.Objects.Get(bucket, objectName);
        options?.Apply(request);
        request.ModifyRequest += KeyFor(options?.EncryptionKey).AddHeaders;
        RetryHandler.Attach(request, options?.RetryOptions ?? RetryOptions.IdempotentRetryOptions);
        return request;
    }

    private ObjectsResource.ListRequest ListRequest(string bucket, string prefix, ListObjectsOptions options)
    {
        ObjectsResource.ListRequest request = Service.Objects.List(bucket);
        request.Prefix = prefix;
        options?.Apply(request);
        RetryHandler.Attach(request, options?.RetryOptions ?? RetryOptions.IdempotentRetryOptions);
        return request;
    }

    private ObjectsResource.DeleteRequest DeleteRequest(string bucket, string objectName, DeleteObjectOptions options)
    {
        CheckNames(bucket, objectName);
        ObjectsResource.DeleteRequest request = Service.Objects.Delete(bucket, objectName);
        options?.Apply(request);
        RetryHandler.Attach(request, options?.RetryOptions ?? RetryOptions.IdempotentIf(options?.IfGenerationMatch));
        return request;
    }

    private sealed class ObjectPages : IPageManager<ObjectsResource.ListRequest, Objects, Object>
    {
        internal static readonly ObjectPages Instance = new();

        public void SetPageSize(ObjectsResource.ListRequest request, int pageSize) => request.MaxResults = pageSize;

        public void SetPageToken(ObjectsResource.ListRequest request, string pageToken) => request.PageToken = pageToken;

        public IEnumerable<Object> GetResources(Objects response) => response.Items;

        public string GetNextPageToken(Objects response) => response.NextPageToken;
    }
}
