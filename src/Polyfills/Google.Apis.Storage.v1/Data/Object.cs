using Google.Apis.Requests;
using Google.Apis.Util;
using Newtonsoft.Json;

namespace Google.Apis.Storage.v1.Data;

/// <summary>An object's metadata.</summary>
public class Object : IDirectResponseSchema
{
    [JsonProperty("bucket")]
    public virtual string Bucket { get; set; }

    [JsonProperty("cacheControl")]
    public virtual string CacheControl { get; set; }

    [JsonProperty("componentCount")]
    public virtual int? ComponentCount { get; set; }

    [JsonProperty("contentDisposition")]
    public virtual string ContentDisposition { get; set; }

    [JsonProperty("contentEncoding")]
    public virtual string ContentEncoding { get; set; }

    [JsonProperty("contentLanguage")]
    public virtual string ContentLanguage { get; set; }

    [JsonProperty("contentType")]
    public virtual string ContentType { get; set; }

    [JsonProperty("crc32c")]
    public virtual string Crc32c { get; set; }

    [JsonProperty("etag")]
    public virtual string ETag { get; set; }

    [JsonProperty("eventBasedHold")]
    public virtual bool? EventBasedHold { get; set; }

    [JsonProperty("generation")]
    public virtual long? Generation { get; set; }

    [JsonProperty("id")]
    public virtual string Id { get; set; }

    [JsonProperty("kind")]
    public virtual string Kind { get; set; }

    [JsonProperty("kmsKeyName")]
    public virtual string KmsKeyName { get; set; }

    [JsonProperty("md5Hash")]
    public virtual string Md5Hash { get; set; }

    [JsonProperty("mediaLink")]
    public virtual string MediaLink { get; set; }

    [JsonProperty("metadata")]
    public virtual IDictionary<string, string> Metadata { get; set; }

    [JsonProperty("metageneration")]
    public virtual long? Metageneration { get; set; }

    [JsonProperty("name")]
    public virtual string Name { get; set; }

    [JsonProperty("selfLink")]
    public virtual string SelfLink { get; set; }

    [JsonProperty("size")]
    public virtual ulong? Size { get; set; }

    [JsonProperty("storageClass")]
    public virtual string StorageClass { get; set; }

    [JsonProperty("temporaryHold")]
    public virtual bool? TemporaryHold { get; set; }

    /// <summary>The text of <see cref="CustomTimeDateTimeOffset"/>.</summary>
    [JsonProperty("customTime")]
    public virtual string CustomTimeRaw { get; set; }

    [JsonIgnore]
    public virtual DateTimeOffset? CustomTimeDateTimeOffset
    {
        get => DiscoveryFormat.ParseDateTimeToDateTimeOffset(CustomTimeRaw);
        set => CustomTimeRaw = DiscoveryFormat.FormatDateTimeOffsetToDateTime(value);
    }

    /// <summary>The text of <see cref="TimeCreatedDateTimeOffset"/>.</summary>
    [JsonProperty("timeCreated")]
    public virtual string TimeCreatedRaw { get; set; }

    [JsonIgnore]
    public virtual DateTimeOffset? TimeCreatedDateTimeOffset
    {
        get => DiscoveryFormat.ParseDateTimeToDateTimeOffset(TimeCreatedRaw);
        set => TimeCreatedRaw = DiscoveryFormat.FormatDateTimeOffsetToDateTime(value);
    }

    /// <summary>The text of <see cref="TimeDeletedDateTimeOffset"/>.</summary>
    [JsonProperty("timeDeleted")]
    public virtual string TimeDeletedRaw { get; set; }

    [JsonIgnore]
    public virtual DateTimeOffset? TimeDeletedDateTimeOffset
    {
        get => DiscoveryFormat.ParseDateTimeToDateTimeOffset(TimeDeletedRaw);
        set => TimeDeletedRaw = DiscoveryFormat.FormatDateTimeOffsetToDateTime(value);
    }

    /// <summary>The text of <see cref="UpdatedDateTimeOffset"/>.</summary>
    [JsonProperty("updated")]
    public virtual string UpdatedRaw { get; set; }

    [JsonIgnore]
    public virtual DateTimeOffset? UpdatedDateTimeOffset
    {
        get => DiscoveryFormat.ParseDateTimeToDateTimeOffset(UpdatedRaw);
        set => UpdatedRaw = DiscoveryFormat.FormatDateTimeOffsetToDateTime(value);
    }
}
