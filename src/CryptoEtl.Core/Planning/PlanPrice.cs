namespace CryptoEtl.Core.Planning;

/// <summary>What one endpoint of a plan costs.</summary>
/// <param name="Calls">Requests, those the cache will answer included.</param>
/// <param name="AtMost">Calls that are allowed; above <paramref name="Calls"/> where the first answers decide.</param>
/// <param name="CacheHits">Answered by the cache, as far as that is known before.</param>
/// <param name="Credits">For the calls that are left.</param>
public sealed record EndpointPrice(string Source, string Endpoint, int Calls, int AtMost, int CacheHits, long Credits);

/// <summary>What one source of a plan costs, and what there is to pay it from.</summary>
/// <param name="Calls">Calls to the source itself.</param>
/// <param name="Minutes">At the pace that holds now, other runs left out.</param>
/// <param name="Left">Least of what the caps and the source leave, in <paramref name="Unit"/>. Null: no end known.</param>
/// <param name="Unit">credits or calls.</param>
public sealed record SourcePrice(string Source, int Calls, long Credits, double Minutes, long? Left, string Unit)
{
    /// <summary>What the source counts.</summary>
    public long Cost => Unit == "calls" ? Calls : Credits;

    public bool IsCovered => Left is not { } left || Cost <= left;
}

/// <summary>A plan with its price.</summary>
/// <param name="Hash">To approve it by.</param>
public sealed record PlanPrice(
    string Pipeline, string Hash, IReadOnlyList<EndpointPrice> Endpoints, IReadOnlyList<SourcePrice> Sources, IReadOnlyList<string> Skipped);
