using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.QualityGate;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>What is wrong with the chain of verdicts.</summary>
public sealed record ChainCheck(long Verdicts, IReadOnlyList<ChainFault> Faults);

/// <summary>Reads the chain of verdicts from its start.</summary>
public sealed class VerifyChain(VerdictLedger ledger)
{
    [Function(nameof(VerifyChain))]
    public async Task<ChainCheck> RunAsync([ActivityTrigger] BatchId input, CancellationToken cancellation)
    {
        var (verdicts, faults) = await ledger.VerifyAsync(cancellation);
        return new(verdicts, faults);
    }
}
