using System.Collections.Concurrent;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Simulator.Serve.CoinGecko;

namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>Faults on purpose, in a fixed order: which call is hit depends on the number of calls before it and on nothing else.</summary>
/// <remarks>But for missing pages: those go by the page, the first good answer to each is empty.</remarks>
internal sealed class FaultPlan
{
    private readonly (string Name, int Number)[] faults;
    private readonly ConcurrentDictionary<string, bool> pagesShown = new(StringComparer.Ordinal);
    private int calls;
    private int coinGeckoCalls;

    private FaultPlan((string Name, int Number)[] faults) => this.faults = faults;

    /// <summary>Reads <c>name</c> or <c>name=number</c>, comma-separated. A later number replaces an earlier one.</summary>
    /// <exception cref="BadInputException">A name is unknown or a number is none.</exception>
    public static FaultPlan Parse(string? text)
    {
        var asked = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            foreach (var (name, number) in ParseOne(part))
                asked[name] = number;
        }

        // In the order of the catalogue, however they were asked for.
        return new FaultPlan([.. FaultCatalogue.All.Where(fault => asked.ContainsKey(fault.Name)).Select(fault => (fault.Name, asked[fault.Name]))]);
    }

    /// <summary>The effect on the next call.</summary>
    public FaultEffect Next(IncomingCall call)
    {
        var number = Interlocked.Increment(ref calls);
        var coinGeckoNumber = call.Source == SourceNames.CoinGecko ? Interlocked.Increment(ref coinGeckoCalls) : int.MaxValue;
        return faults.Aggregate(FaultEffect.None, (effect, fault) => effect.And(Effect(fault.Name, fault.Number, call, number, coinGeckoNumber)));
    }

    private FaultEffect Effect(string name, int number, IncomingCall call, int callNumber, int coinGeckoNumber) => name switch
    {
        "slow" => new FaultEffect(Delay: TimeSpan.FromMilliseconds(number)),
        "reset" when callNumber % number == 0 => new FaultEffect(Abort: true),
        "throttle" when callNumber <= number => new FaultEffect(Instead: FaultAnswers.Throttled),
        "error-in-200" when coinGeckoNumber <= number => new FaultEffect(Instead: CoinGeckoErrors.MinuteLimit with { Status = 200 }),
        "flaky" when callNumber % number == 0 => new FaultEffect(Instead: FaultAnswers.Unavailable),
        "down" => new FaultEffect(Instead: FaultAnswers.Unavailable),
        "html" => new FaultEffect(Instead: FaultAnswers.Blocked),
        "duplicate-pages" => new FaultEffect(RepeatedRows: number),
        "missing-pages" when call.IsLaterPage => new FaultEffect(Change: answer => Missing(call, answer)),
        "malformed-json" when call.Pattern == "/api/v3/coins/markets" => new FaultEffect(Change: FaultAnswers.CutShort),
        "wrong-content-type" => new FaultEffect(Change: answer => answer with { ContentType = "text/html; charset=utf-8" }),
        "drip" => new FaultEffect(DrippedPieces: number),
        "truncate" when callNumber % number == 0 => new FaultEffect(Cut: callNumber / number % 2 == 1 ? BodyCut.AgainstLength : BodyCut.Endless),
        _ => BodyFault(name, number, call),
    };

    private static FaultEffect BodyFault(string name, int number, IncomingCall call) => name switch
    {
        // A map by coin has no place for a new key: it would be a coin.
        "drift" when call.Pattern != "/api/v3/simple/price" => new FaultEffect(Change: answer => JsonFault.Apply(answer, Drift.Add)),
        "drift-types" => new FaultEffect(Change: answer => JsonFault.Apply(answer, body => Drift.TurnNumbersIntoText(body, number))),
        "out-of-order" => new FaultEffect(Change: answer => JsonFault.Apply(answer, SeriesFaults.Shuffle)),
        "partial-points" => new FaultEffect(Change: answer => JsonFault.Apply(answer, body => SeriesFaults.Spoil(body, number))),
        "stale" => new FaultEffect(Change: answer => JsonFault.Apply(answer, body => StaleStamps.Age(body, TimeSpan.FromDays(number)))),
        _ => FaultEffect.None,
    };

    private ApiAnswer Missing(IncomingCall call, ApiAnswer answer) =>
        answer.Status == 200 && pagesShown.TryAdd(call.Name, true) ? JsonFault.Apply(answer, JsonFault.EmptyRows) : answer;

    private static IEnumerable<(string Name, int Number)> ParseOne(string text)
    {
        var parts = text.Split('=', 2);
        if (parts is [FaultCatalogue.AllTransient])
            return FaultCatalogue.All.Where(fault => fault.InAllTransient is not null).Select(fault => (fault.Name, fault.InAllTransient!.Value));

        if (FaultCatalogue.All.FirstOrDefault(fault => fault.Name == parts[0]) is not { } known)
            throw new BadInputException($"--faults: '{parts[0]}' is not one of {string.Join(", ", Names())}");

        return [(known.Name, parts.Length == 1 ? known.Number : Number(parts[0], parts[1]))];
    }

    private static int Number(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? number
            : throw new BadInputException($"--faults: '{name}' has number '{text}': must be a whole number of at least 1");

    private static IEnumerable<string> Names() =>
        FaultCatalogue.All.Select(fault => fault.Name).Append(FaultCatalogue.AllTransient).Order(StringComparer.Ordinal);
}
