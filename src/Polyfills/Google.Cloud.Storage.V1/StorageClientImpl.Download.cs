using Google.Api.Gax;
using Google.Apis.Download;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

public sealed partial class StorageClientImpl
{
    public override Object DownloadObject(
        string bucket, string objectName, Stream destination, DownloadObjectOptions options = null, IProgress<IDownloadProgress> progress = null) =>
        Task.Run(() => DownloadObjectAsync(bucket, objectName, destination, options, default, progress)).GetAwaiter().GetResult();

    public override Object DownloadObject(Object source, Stream destination, DownloadObjectOptions options = null, IProgress<IDownloadProgress> progress = null)
    {
        CheckObject(source, nameof(source));
        return DownloadObject(source.Bucket, source.Name, destination, options, progress);
    }

    public override Task<Object> DownloadObjectAsync(
        Object source,
        Stream destination,
        DownloadObjectOptions options = null,
        CancellationToken cancellationToken = default,
        IProgress<IDownloadProgress> progress = null)
    {
        CheckObject(source, nameof(source));
        return DownloadObjectAsync(source.Bucket, source.Name, destination, options, cancellationToken, progress);
    }

    public override async Task<Object> DownloadObjectAsync(
        string bucket,
        string objectName,
        Stream destination,
        DownloadObjectOptions options = null,
        CancellationToken cancellationToken = default,
        IProgress<IDownloadProgress> progress = null)
    {
        CheckNames(bucket, objectName);
        GaxPreconditions.CheckNotNull(destination, nameof(destination));
        ObjectDownloader downloader = Downloader(bucket, objectName, options);
        if (progress is not null) downloader.ProgressChanged += progress.Report;
        string address = DownloadAddress(bucket, objectName, options);
        IDownloadProgress end = await downloader.DownloadAsync(address, destination, cancellationToken).ConfigureAwait(false);
        end.ThrowOnFailure();
        return downloader.Metadata;
    }

    private ObjectDownloader Downloader(string bucket, string objectName, DownloadObjectOptions options)
    {
        DownloadValidationMode mode = options?.DownloadValidationMode ?? DownloadValidationMode.Always;
        GaxPreconditions.CheckArgument(Enum.IsDefined(mode), nameof(options), "Unknown DownloadValidationMode.");
        var downloader = new ObjectDownloader(Service, bucket, objectName, mode);
        downloader.ModifyRequest += KeyFor(options?.EncryptionKey).AddHeaders;
        options?.Apply(downloader);
        return downloader;
    }

    /// <summary>The downloader itself adds alt=media.</summary>
    private string DownloadAddress(string bucket, string objectName, DownloadObjectOptions options)
    {
        string path = $"b/{bucket}/o/{Uri.EscapeDataString(objectName)}";
        string query = options?.Query();
        return new Uri(new Uri(Service.BaseUri), path).AbsoluteUri + (string.IsNullOrEmpty(query) ? "" : "?" + query);
    }
}
