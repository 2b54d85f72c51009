using CryptoEtl.Core;

namespace CryptoEtl.Data.RateBudget;

/// <summary>The shared ledger of calls cannot be read or written. Without it nothing is sent: the other hosts may be using up the limit.</summary>
public sealed class BudgetStoreException(string message, Exception? inner = null) : CryptoEtlException(message, inner)
{
    public override int ExitCode => ExitCodes.Disk;
}
