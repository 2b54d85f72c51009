using CryptoEtl.Data.HttpCache;

namespace CryptoEtl.Data.Sources;

/// <summary>How one source is reached. The settings it is made from are checked where they are read.</summary>
public sealed class SourceOptions
{
    /// <summary>Ends in a slash. The simulator's address takes the place of the source's own in demos and tests.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Base addresses of services that have their own; the others are at <see cref="BaseAddress"/>.</summary>
    public IReadOnlyDictionary<string, Uri> Services { get; init; } = new Dictionary<string, Uri>();

    /// <summary>The user's key. Null: none, and requests go out without.</summary>
    public string? ApiKey { get; init; }

    /// <summary>One attempt, connect to last byte. Default 60 seconds: DefiLlama's list is 11 MB.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Attempts in all. Default 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>First pause between attempts; each further one doubles, with jitter. Default half a second.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause. A source that asks for a longer one is given up. Default 65 seconds: a minute window and a little.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(65);

    /// <summary>Clock for pauses and timeouts. It runs on where the clock of the data stands still.</summary>
    public TimeProvider Waiting { get; init; } = TimeProvider.System;

    /// <summary>Stands for the base addresses in the cache, where they change while the source behind them is the same. Null: they stand for themselves.</summary>
    public string? UpstreamName { get; init; }

    /// <summary>Who answers, without the key: part of the name of everything that is cached.</summary>
    public string UpstreamOf(string service)
    {
        var address = CacheKey.UpstreamOf(AddressOf(service), ApiKey);
        return UpstreamName is { } name ? name + new Uri(address).AbsolutePath : address;
    }

    /// <summary>Where a service is reached.</summary>
    public Uri AddressOf(string service) => Services.GetValueOrDefault(service, BaseAddress);
}
