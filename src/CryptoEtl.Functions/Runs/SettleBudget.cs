using CryptoEtl.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.Functions.Runs;

/// <summary>Input of <see cref="SettleBudget"/>.</summary>
/// <param name="Sources">Those that were really asked.</param>
public sealed record SettleRequest(BatchId Batch, IReadOnlyList<string> Sources);

/// <summary>After a run: what the sources say is left takes the place of what we think.</summary>
public sealed partial class SettleBudget(QuotaLearner quotas, ILogger<SettleBudget> logger)
{
    /// <returns>The sources that told.</returns>
    [Function(nameof(SettleBudget))]
    public async Task<IReadOnlyList<string>> RunAsync([ActivityTrigger] SettleRequest input, CancellationToken cancellation)
    {
        var told = new List<string>();
        foreach (var source in input.Sources)
        {
            if (await IsToldAsync(source, input.Batch, cancellation))
                told.Add(source);
        }

        return told;
    }

    /// <summary>The run has what it came for: a ledger that cannot be read now does not undo it.</summary>
    private async Task<bool> IsToldAsync(string source, BatchId batch, CancellationToken cancellation)
    {
        try
        {
            return await quotas.AskAsync(source, batch, cancellation);
        }
        catch (CryptoEtlException failure)
        {
            NotTold(source, failure.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Source} did not tell what is left: {Cause}")]
    private partial void NotTold(string source, string cause);
}
