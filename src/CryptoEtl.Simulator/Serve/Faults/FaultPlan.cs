using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Serve.CoinGecko;

namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>What a fault does to one request.</summary>
/// <param name="Abort">The connection is cut without an answer.</param>
/// <param name="Delay">Waited before answering.</param>
/// <param name="Instead">Sent in place of the honest answer. Null: the honest one.</param>
/// <param name="Change">Applied to the honest answer. Null: nothing.</param>
internal sealed record FaultEffect(
    bool Abort = false, TimeSpan Delay = default, ApiAnswer? Instead = null, Func<ApiAnswer, ApiAnswer>? Change = null)
{
    public static readonly FaultEffect None = new();
}

/// <summary>Faults on purpose, in a fixed order: which call is hit depends on the number of calls before it and on nothing else.</summary>
internal sealed class FaultPlan
{
    private readonly List<(string Name, int Number)> faults;
    private int calls;
    private int coinGeckoCalls;

    private FaultPlan(List<(string Name, int Number)> faults) => this.faults = faults;

    /// <summary>Every fault with its default number. docs/simulator.md says what each does.</summary>
    public static IReadOnlyDictionary<string, int> Known { get; } = new SortedDictionary<string, int>(StringComparer.Ordinal)
    {
        ["malformed-json"] = 0,
        ["error-in-200"] = 3,
        ["flaky"] = 3,
        ["throttle"] = 3,
        ["slow"] = 2_000,
        ["reset"] = 3,
        ["down"] = 0,
        ["wrong-content-type"] = 0,
        ["html"] = 0,
    };

    /// <summary>Reads <c>name</c> or <c>name=number</c>, comma-separated.</summary>
    /// <exception cref="BadInputException">A name is unknown or a number is none.</exception>
    public static FaultPlan Parse(string? text)
    {
        var parts = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new FaultPlan([.. parts.Select(ParseOne)]);
    }

    /// <summary>The effect on the next call.</summary>
    /// <param name="pattern">Path pattern of the call.</param>
    public FaultEffect Next(string pattern)
    {
        var isCoinGecko = pattern.StartsWith("/api/v3/", StringComparison.Ordinal);
        var call = Interlocked.Increment(ref calls);
        var coinGeckoCall = isCoinGecko ? Interlocked.Increment(ref coinGeckoCalls) : int.MaxValue;

        return faults.Aggregate(FaultEffect.None, (effect, fault) => Merge(effect, fault.Name switch
        {
            "malformed-json" when pattern == "/api/v3/coins/markets" => new FaultEffect(Change: FaultAnswers.CutShort),
            "error-in-200" when coinGeckoCall <= fault.Number => new FaultEffect(Instead: CoinGeckoErrors.MinuteLimit with { Status = 200 }),
            "flaky" when call % fault.Number == 0 => new FaultEffect(Instead: FaultAnswers.Unavailable),
            "throttle" when call <= fault.Number => new FaultEffect(Instead: FaultAnswers.Throttled),
            "slow" => new FaultEffect(Delay: TimeSpan.FromMilliseconds(fault.Number)),
            "reset" when call % fault.Number == 0 => new FaultEffect(Abort: true),
            "down" => new FaultEffect(Instead: FaultAnswers.Unavailable),
            "wrong-content-type" => new FaultEffect(Change: answer => answer with { ContentType = "text/html; charset=utf-8" }),
            "html" => new FaultEffect(Instead: FaultAnswers.Blocked),
            _ => FaultEffect.None,
        }));
    }

    private static (string Name, int Number) ParseOne(string text)
    {
        var parts = text.Split('=', 2);
        if (!Known.TryGetValue(parts[0], out var number))
            throw new BadInputException($"--faults: '{parts[0]}' is not one of {string.Join(", ", Known.Keys)}");

        if (parts.Length == 2
            && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number) || number < 1))
        {
            throw new BadInputException($"--faults: '{parts[0]}' has number '{parts[1]}': must be a whole number of at least 1");
        }

        return (parts[0], number);
    }

    // The first fault that replaces the answer wins; delays and changes add up.
    private static FaultEffect Merge(FaultEffect first, FaultEffect second) => new(
        first.Abort || second.Abort,
        first.Delay + second.Delay,
        first.Instead ?? second.Instead,
        first.Change is { } a && second.Change is { } b ? answer => b(a(answer)) : first.Change ?? second.Change);
}
