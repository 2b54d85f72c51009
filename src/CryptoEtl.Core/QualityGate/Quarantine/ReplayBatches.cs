using System.Security.Cryptography;
using System.Text;

namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>Names of the batches that rows out of quarantine are committed with.</summary>
public static class ReplayBatches
{
    private const char Mark = 'q';

    /// <summary>Pipeline and slot of the batch that the rows came with; the scope names the rows.</summary>
    /// <param name="rows">Of one batch and one table. The same rows with the same values, judged by the same contract, are the same batch: a repeated replay changes nothing.</param>
    public static BatchId Of(BatchId batch, IEnumerable<HeldRow> rows, Contract contract)
    {
        var text = string.Join('\n', rows.OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => $"{row.Id} {Passes(row)} {row.Json}").Prepend(contract.Sha256));
        return new(batch.Pipeline, batch.Slot) { Scope = Mark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8] };
    }

    /// <summary>Whether a batch holds rows out of quarantine, and is no answer of its own.</summary>
    public static bool IsOne(BatchId batch) => batch.Scope is { Length: 9 } scope && scope[0] == Mark;

    /// <summary>A row may be fixed and replayed again, even back to what it was.</summary>
    private static int Passes(HeldRow row) => row.Actions.Count(action => action.ReplayBatch is not null);
}
