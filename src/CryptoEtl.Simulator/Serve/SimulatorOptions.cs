namespace CryptoEtl.Simulator.Serve;

/// <summary>What to serve, and how strictly.</summary>
public sealed record SimulatorOptions
{
    /// <summary>A folder as docs/tape.md describes.</summary>
    public required string TapeDirectory { get; init; }

    /// <summary>The simulated moment. Time stands still there: nothing later is visible.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Port on 127.0.0.1. 0: any free one.</summary>
    public int Port { get; init; }

    /// <summary>The one key all sources accept.</summary>
    public string ApiKey { get; init; } = "sim-key";

    /// <summary>CoinGecko calls a clock minute of real time, failed ones included. Default 500.</summary>
    public int CallsPerMinute { get; init; } = 500;

    /// <summary>CoinGecko credits a month. Default 500,000.</summary>
    public int MonthlyCredits { get; init; } = 500_000;

    /// <summary>What the key may ask CoinGecko for. Default: everything.</summary>
    public SimulatedPlan Plan { get; init; } = SimulatedPlan.Full;

    /// <summary>Credits spent before the simulation began.</summary>
    public int CreditsUsed { get; init; }

    /// <summary>Faults by name, comma-separated, such as <c>flaky</c> or <c>throttle=5,slow</c>. Null: none. docs/simulator.md lists them.</summary>
    public string? Faults { get; init; }

    /// <summary>DefiLlama Pro calls a clock minute of real time. Default 1,000. The free host has no limit.</summary>
    public int DefiLlamaCallsPerMinute { get; init; } = 1_000;

    /// <summary>DefiLlama Pro calls a month. Default 1,000,000.</summary>
    public int DefiLlamaCallsPerMonth { get; init; } = 1_000_000;

    /// <summary>Least length of a <c>/protocol/{slug}</c> answer, in bytes. 0: as long as it is. It is never held in memory.</summary>
    public long ProtocolPadding { get; init; }

    /// <summary>LunarCrush calls a clock minute of real time. Default 100.</summary>
    public int LunarCrushCallsPerMinute { get; init; } = 100;

    /// <summary>LunarCrush calls a day of real time. Default 20,000.</summary>
    public int LunarCrushCallsPerDay { get; init; } = 20_000;

    /// <summary>Coinbase calls a clock second of real time. Default 10.</summary>
    public int CoinbaseCallsPerSecond { get; init; } = 10;

    /// <summary>Real time, for the limits and for slow answers.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
