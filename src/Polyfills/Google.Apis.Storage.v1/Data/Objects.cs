using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.Storage.v1.Data;

/// <summary>A page of a listing.</summary>
public class Objects : IDirectResponseSchema
{
    [JsonProperty("etag")]
    public virtual string ETag { get; set; }

    /// <summary>The objects, in the order of their names.</summary>
    [JsonProperty("items")]
    public virtual IList<Object> Items { get; set; }

    [JsonProperty("kind")]
    public virtual string Kind { get; set; }

    /// <summary>Where the next page starts; null on the last one.</summary>
    [JsonProperty("nextPageToken")]
    public virtual string NextPageToken { get; set; }

    /// <summary>What the names beyond the delimiter were folded into.</summary>
    [JsonProperty("prefixes")]
    public virtual IList<string> Prefixes { get; set; }
}
