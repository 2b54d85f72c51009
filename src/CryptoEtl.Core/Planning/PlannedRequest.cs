using System.Text.Json.Serialization;

namespace CryptoEtl.Core.Planning;

/// <summary>One call that a run intends to make.</summary>
/// <param name="Name">Names the answer within its batch: file-name characters only, such as <c>coingecko-coins-markets-1</c>.</param>
/// <param name="Endpoint">What is asked; one of <see cref="Endpoints"/>.</param>
/// <param name="PathAndQuery">Relative to the base address of the endpoint's service, without any secret.</param>
/// <param name="Page">Page asked for, in the source's own counting.</param>
/// <param name="SettledAt">The answer describes closed time: received at this moment or later, it stays the same for good.
/// Null: it is about now.</param>
/// <param name="MustHaveRows">A page that the list says it has: an empty answer is wrong.</param>
/// <param name="MayBeRefused">Not every plan of a key has it: a refusal is an answer.</param>
public sealed record PlannedRequest(
    string Name, string Endpoint, string PathAndQuery, int Page = 1, DateTimeOffset? SettledAt = null, bool MustHaveRows = false, bool MayBeRefused = false)
{
    private EndpointDefinition Definition => EndpointCatalogue.Of(Endpoint);

    /// <summary>Who is asked; one of <see cref="SourceNames"/>.</summary>
    [JsonIgnore]
    public string Source => Definition.Source;

    /// <summary>What the source charges for a good answer. Sources that limit calls instead charge nothing.</summary>
    [JsonIgnore]
    public int Credits => Definition.Credits;

    /// <summary>There is no history of it: it goes before what can be asked for tomorrow.</summary>
    [JsonIgnore]
    public bool IsPerishable => Definition.IsPerishable;

    [JsonIgnore]
    public FreshnessRule Freshness => Definition.Freshness;

    /// <summary>The same, for a list that need not be newer than the day of the run: an answer of that day will do.</summary>
    public PlannedRequest OncePerDay(BatchId batch) => this with { SettledAt = new(batch.EventDate, TimeOnly.MinValue, TimeSpan.Zero) };

    /// <summary>DefiLlama's services are hosts of their own; empty elsewhere.</summary>
    [JsonIgnore]
    public string Service => Definition.Service;
}
