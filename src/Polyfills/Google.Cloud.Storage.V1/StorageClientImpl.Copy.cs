using Google.Api.Gax;
using Google.Apis.Storage.v1;
using Google.Apis.Storage.v1.Data;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

public sealed partial class StorageClientImpl
{
    public override Object CopyObject(
        string sourceBucket, string sourceObjectName, string destinationBucket, string destinationObjectName, CopyObjectOptions options = null)
    {
        ObjectsResource.RewriteRequest request = RewriteRequest(sourceBucket, sourceObjectName, destinationBucket, destinationObjectName, options);
        RewriteResponse response = request.Execute();
        while (!IsDone(response, request)) response = request.Execute();
        return response.Resource;
    }

    public override async Task<Object> CopyObjectAsync(
        string sourceBucket,
        string sourceObjectName,
        string destinationBucket = null,
        string destinationObjectName = null,
        CopyObjectOptions options = null,
        CancellationToken cancellationToken = default)
    {
        ObjectsResource.RewriteRequest request = RewriteRequest(
            sourceBucket, sourceObjectName, destinationBucket ?? sourceBucket, destinationObjectName ?? sourceObjectName, options);
        RewriteResponse response = await request.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        while (!IsDone(response, request)) response = await request.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        return response.Resource;
    }

    /// <summary>A big object is copied in steps, each of which starts where the last one's token says.</summary>
    private static bool IsDone(RewriteResponse response, ObjectsResource.RewriteRequest request)
    {
        request.RewriteToken = response.RewriteToken;
        return response.Done == true;
    }

    private ObjectsResource.RewriteRequest RewriteRequest(string sourceBucket, string source, string destinationBucket, string destination, CopyObjectOptions options)
    {
        CheckBucket(sourceBucket, nameof(sourceBucket));
        GaxPreconditions.CheckNotNull(source, "sourceObjectName");
        CheckBucket(destinationBucket, nameof(destinationBucket));
        GaxPreconditions.CheckNotNull(destination, "destinationObjectName");
        ObjectsResource.RewriteRequest request = Service.Objects.Rewrite(options?.ExtraMetadata, sourceBucket, source, destinationBucket, destination);
        options?.Apply(request);
        request.ModifyRequest += KeyFor(options?.EncryptionKey, options?.KmsKeyName).AddHeaders;
        request.ModifyRequest += KeyFor(options?.SourceEncryptionKey).AddCopySourceHeaders;
        RetryHandler.Attach(request, options?.RetryOptions ?? RetryOptions.IdempotentIf(options?.IfGenerationMatch));
        return request;
    }
}
