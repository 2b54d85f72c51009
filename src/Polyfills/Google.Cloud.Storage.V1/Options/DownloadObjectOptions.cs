using System.Net.Http.Headers;
using Google.Api.Gax;
using Google.Apis.Download;

namespace Google.Cloud.Storage.V1;

/// <summary>How downloading works.</summary>
public sealed class DownloadObjectOptions
{
    private int? _chunkSize;

    /// <summary>How many bytes are held at a time.</summary>
    public int? ChunkSize
    {
        get => _chunkSize;
        set
        {
            GaxPreconditions.CheckArgument(value is null or > 0, nameof(value), "The chunk size is not positive.");
            _chunkSize = value;
        }
    }

    /// <summary>The generation meant; null for the live one.</summary>
    public long? Generation { get; set; }

    /// <summary>Only if the object has this generation; 0: only if it does not exist.</summary>
    public long? IfGenerationMatch { get; set; }

    /// <summary>Only if the object has another generation; 0: only if it exists.</summary>
    public long? IfGenerationNotMatch { get; set; }

    /// <summary>Only if the metadata have this version.</summary>
    public long? IfMetagenerationMatch { get; set; }

    /// <summary>Only if the metadata have another version.</summary>
    public long? IfMetagenerationNotMatch { get; set; }

    /// <summary>The bytes wanted; null for all. Parts are not validated.</summary>
    public RangeHeaderValue Range { get; set; }

    /// <summary>The key of the object's data; null for the client's.</summary>
    public EncryptionKey EncryptionKey { get; set; }

    /// <summary>The project charged for the request.</summary>
    public string UserProject { get; set; }

    /// <summary>Whether the checksum is compared; by default always.</summary>
    public DownloadValidationMode? DownloadValidationMode { get; set; }

    internal void Apply(MediaDownloader downloader)
    {
        Conditions.Check(IfGenerationMatch, IfGenerationNotMatch, IfMetagenerationMatch, IfMetagenerationNotMatch);
        downloader.ChunkSize = ChunkSize ?? downloader.ChunkSize;
        downloader.Range = Range;
    }

    /// <summary>The parameters of the address, without a question mark.</summary>
    internal string Query() => string.Join('&', Parameters().Where(p => p.Value is not null).Select(p => $"{p.Name}={p.Value}"));

    private IEnumerable<(string Name, object Value)> Parameters() =>
    [
        ("generation", Generation),
        ("ifGenerationMatch", IfGenerationMatch),
        ("ifGenerationNotMatch", IfGenerationNotMatch),
        ("ifMetagenerationMatch", IfMetagenerationMatch),
        ("ifMetagenerationNotMatch", IfMetagenerationNotMatch),
        ("userProject", UserProject is null ? null : Uri.EscapeDataString(UserProject)),
    ];
}
