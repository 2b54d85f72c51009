using Google.Api.Gax;
using Google.Apis.Storage.v1;
using Google.Apis.Upload;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

public sealed partial class StorageClientImpl
{
    public override ObjectsResource.InsertMediaUpload CreateObjectUploader(
        string bucket, string objectName, string contentType, Stream source, UploadObjectOptions options = null) =>
        CreateObjectUploader(Named(bucket, objectName, contentType), source, options);

    public override ObjectsResource.InsertMediaUpload CreateObjectUploader(Object destination, Stream source, UploadObjectOptions options = null)
    {
        CheckObject(destination, nameof(destination));
        GaxPreconditions.CheckNotNull(source, nameof(source));
        EncryptionKey key = KeyFor(options?.EncryptionKey, options?.KmsKeyName);
        var upload = new SessionUpload(Service, destination, source, options?.Origin, key, RetryOptions.IdempotentIf(options?.IfGenerationMatch));
        options?.Apply(upload);
        return upload;
    }

    public override Object UploadObject(
        string bucket, string objectName, string contentType, Stream source, UploadObjectOptions options = null, IProgress<IUploadProgress> progress = null) =>
        UploadObject(Named(bucket, objectName, contentType), source, options, progress);

    public override Object UploadObject(Object destination, Stream source, UploadObjectOptions options = null, IProgress<IUploadProgress> progress = null) =>
        Task.Run(() => UploadObjectAsync(destination, source, options, default, progress)).GetAwaiter().GetResult();

    public override Task<Object> UploadObjectAsync(
        string bucket,
        string objectName,
        string contentType,
        Stream source,
        UploadObjectOptions options = null,
        CancellationToken cancellationToken = default,
        IProgress<IUploadProgress> progress = null) =>
        UploadObjectAsync(Named(bucket, objectName, contentType), source, options, cancellationToken, progress);

    public override async Task<Object> UploadObjectAsync(
        Object destination,
        Stream source,
        UploadObjectOptions options = null,
        CancellationToken cancellationToken = default,
        IProgress<IUploadProgress> progress = null)
    {
        UploadValidationMode mode = options?.UploadValidationMode ?? UploadValidationMode.DeleteAndThrow;
        GaxPreconditions.CheckArgument(Enum.IsDefined(mode), nameof(options), "Unknown UploadValidationMode.");
        ObjectsResource.InsertMediaUpload upload = CreateObjectUploader(destination, source, options);
        if (progress is not null) upload.ProgressChanged += progress.Report;
        var sent = new Crc32c();
        upload.UploadStreamInterceptor += sent.Append;
        IUploadProgress end = await upload.UploadAsync(cancellationToken).ConfigureAwait(false);
        end.ThrowOnFailure();
        if (mode != UploadValidationMode.None) await CheckUploadAsync(upload.ResponseBody, sent.Base64, mode, cancellationToken).ConfigureAwait(false);
        return upload.ResponseBody;
    }

    private async Task CheckUploadAsync(Object uploaded, string sent, UploadValidationMode mode, CancellationToken cancellationToken)
    {
        if (uploaded.Crc32c == sent) return;
        AggregateException further = mode == UploadValidationMode.DeleteAndThrow ? await TryDeleteAsync(uploaded, cancellationToken).ConfigureAwait(false) : null;
        throw new UploadValidationException(sent, uploaded, further);
    }

    /// <summary>Deletes the generation that arrived broken, and no other; the failure is returned.</summary>
    private async Task<AggregateException> TryDeleteAsync(Object broken, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteObjectAsync(broken, new DeleteObjectOptions { Generation = broken.Generation }, cancellationToken).ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // Whatever it is, it travels inside the exception about the upload.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return new AggregateException(failure);
        }
    }

    private static Object Named(string bucket, string objectName, string contentType)
    {
        CheckNames(bucket, objectName);
        return new Object { Bucket = bucket, Name = objectName, ContentType = contentType };
    }
}
