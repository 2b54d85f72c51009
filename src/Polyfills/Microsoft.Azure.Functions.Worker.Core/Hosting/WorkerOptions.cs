using Azure.Core.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>How the worker reads and writes payloads.</summary>
public class WorkerOptions
{
    /// <summary>Null until configured: then JSON by the registered <c>JsonSerializerOptions</c>.</summary>
    public ObjectSerializer? Serializer { get; set; }

    public IDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>();

    public bool IncludeEmptyEntriesInMessagePayload { get; set; }

    [Obsolete("On by default.")]
    public bool EnableUserCodeException { get; set; } = true;
}
