using Google.Apis.Download;
using Google.Apis.Http;
using Google.Apis.Services;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

/// <summary>Downloads one object, keeps what the answer's headers say of it, and compares the checksum.</summary>
internal sealed class ObjectDownloader : MediaDownloader
{
    private readonly DownloadValidationMode _mode;
    private Crc32c _received;

    internal ObjectDownloader(IClientService service, string bucket, string name, DownloadValidationMode mode) : base(service)
    {
        _mode = mode;
        Metadata = new Object { Bucket = bucket, Name = name };
        ResponseStreamInterceptorProvider = StartHashing;
        ModifyRequest += message => RetryHandler.Attach(message, RetryOptions.IdempotentRetryOptions);
    }

    internal Object Metadata { get; }

    protected override void OnResponseReceived(HttpResponseMessage response)
    {
        base.OnResponseReceived(response);
        ContentHeaders.Read(response, Metadata);
    }

    protected override void OnDownloadCompleted()
    {
        base.OnDownloadCompleted();
        if (_received is null || _received.Base64 == Metadata.Crc32c) return;
        throw new IOException($"Incorrect hash: expected '{Metadata.Crc32c}' (base64), was '{_received.Base64}' (base64)");
    }

    /// <summary>The checksum is that of the stored bytes, so hashing happens before anything is unpacked.</summary>
    private StreamInterceptor StartHashing(HttpResponseMessage response)
    {
        bool wanted = _mode switch
        {
            DownloadValidationMode.Always => true,
            DownloadValidationMode.Automatic => !ContentHeaders.UnpackedByServer(response),
            _ => false,
        };
        bool comparable = Range is null && ContentHeaders.Hash(response, "crc32c") is not null;
        _received = wanted && comparable ? new Crc32c() : null;
        return _received is null ? null : _received.Append;
    }
}
