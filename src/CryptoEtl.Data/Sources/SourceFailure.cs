using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CryptoEtl.Data.Sources;

/// <summary>What was asked when it failed.</summary>
internal sealed record Asked(string Source, string KeySetting, PlannedRequest Request, SourceOptions Options, int Attempts)
{
    public override string ToString() => $"{Source} /{Request.PathAndQuery.Split('?')[0]}";

    public string Times => Attempts == 1 ? "1 attempt" : $"{Attempts} attempts";

    /// <summary>Scheme, host and port only: a base address may hold a key in its path.</summary>
    public string Authority => Options.AddressOf(Request.Service).GetLeftPart(UriPartial.Authority);
}

/// <summary>Failures in words.</summary>
internal static class SourceFailure
{
    /// <summary>One line that names the source, the request and the cause; null when the failure is not the source's.</summary>
    public static CryptoEtlException? Explain(Exception failure, Asked asked) => failure switch
    {
        SourceProblemException { Problem: var problem } => Explain(problem, asked),
        TimeoutRejectedException => new UpstreamException($"{asked}: no answer within {asked.Options.AttemptTimeout.TotalSeconds:0} s ({asked.Times})"),
        BrokenCircuitException => new UpstreamException($"{asked}: not asked, the source failed too often in the last 30 s"),
        _ when SourceResilience.IsConnection(failure) => new UpstreamException($"{asked}: {Cause(failure)} at {asked.Authority} ({asked.Times})"),
        _ => null,
    };

    private static CryptoEtlException Explain(SourceProblem problem, Asked asked)
    {
        if (problem.IsQuota)
            return new BudgetException($"{asked}: {problem}");
        if (problem.Status is 401 or 403)
            return new UpstreamException($"{asked}: access refused ({problem}); check {asked.KeySetting}") { IsRefusal = true };
        return problem.RetryAfter is { } wait && wait > asked.Options.LongestPause
            ? new UpstreamException($"{asked}: {problem}; it asks to wait {wait.TotalSeconds:0} s")
            : new UpstreamException($"{asked}: {problem} (after {asked.Times})");
    }

    private static string Cause(Exception failure) => (failure.InnerException ?? failure).Message.ReplaceLineEndings(" ");
}
