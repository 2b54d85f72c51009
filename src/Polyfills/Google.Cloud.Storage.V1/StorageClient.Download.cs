using Google.Apis.Download;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

public abstract partial class StorageClient
{
    /// <summary>Downloads data.</summary>
    public virtual Object DownloadObject(
        string bucket,
        string objectName,
        Stream destination,
        DownloadObjectOptions options = null,
        IProgress<IDownloadProgress> progress = null) =>
        throw new NotImplementedException();

    /// <summary>Downloads the data of an object by its bucket and name.</summary>
    public virtual Object DownloadObject(
        Object source,
        Stream destination,
        DownloadObjectOptions options = null,
        IProgress<IDownloadProgress> progress = null) =>
        throw new NotImplementedException();

    /// <summary>Downloads data.</summary>
    public virtual Task<Object> DownloadObjectAsync(
        string bucket,
        string objectName,
        Stream destination,
        DownloadObjectOptions options = null,
        CancellationToken cancellationToken = default,
        IProgress<IDownloadProgress> progress = null) =>
        throw new NotImplementedException();

    /// <summary>Downloads the data of an object by its bucket and name.</summary>
    public virtual Task<Object> DownloadObjectAsync(
        Object source,
        Stream destination,
        DownloadObjectOptions options = null,
        CancellationToken cancellationToken = default,
        IProgress<IDownloadProgress> progress = null) =>
        throw new NotImplementedException();
}
