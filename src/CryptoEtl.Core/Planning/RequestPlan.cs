using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace CryptoEtl.Core.Planning;

/// <summary>Requests that are known only from the first answers, such as further pages.</summary>
/// <param name="Endpoint">One of <see cref="Endpoints"/>.</param>
/// <param name="Expected">As many as the run before had, or as are usual.</param>
/// <param name="AtMost">More are never sent, whatever a source says of its length.</param>
public sealed record FollowUp(string Endpoint, int Expected, int AtMost)
{
    /// <exception cref="UpstreamException">There would be more than allowed.</exception>
    public IReadOnlyList<PlannedRequest> Bounded(IReadOnlyList<PlannedRequest> requests) => requests.Count <= AtMost
        ? requests
        : throw new UpstreamException($"{EndpointCatalogue.Of(Endpoint).Source} {Endpoint}: its answers lead to {requests.Count} more requests, at most {AtMost} are sent");
}

/// <summary>Everything a run will ask, known and priced before the first call.</summary>
/// <param name="Requests">Sent in any case.</param>
/// <param name="FollowUps">Sent as far as the first answers call for them.</param>
public sealed record RequestPlan(BatchId Batch, IReadOnlyList<PlannedRequest> Requests, IReadOnlyList<FollowUp> FollowUps)
{
    /// <summary>What a person approves: requests and bounds, not the slot. 12 hex digits.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Describe())))[..12];

    /// <summary>Of the whole run, as far as it can be known before.</summary>
    public long CreditsAt(string source) =>
        Requests.Where(request => request.Source == source).Sum(request => (long)request.Credits)
        + FollowUps.Select(more => (more, endpoint: EndpointCatalogue.Of(more.Endpoint)))
            .Where(more => more.endpoint.Source == source).Sum(more => (long)more.more.Expected * more.endpoint.Credits);

    /// <summary>The bound of an endpoint's further requests.</summary>
    public FollowUp FollowUpOf(string endpoint) => FollowUps.Single(more => more.Endpoint == endpoint);

    private string Describe() => string.Join('\n',
    [
        Batch.Pipeline,
        .. Requests.Select(request => $"{request.Endpoint} {request.PathAndQuery} {request.Credits}").Order(StringComparer.Ordinal),
        .. FollowUps.Select(more => $"{more.Endpoint} at most {more.AtMost}").Order(StringComparer.Ordinal),
    ]);
}
