using CryptoEtl.Core;
using Microsoft.DurableTask;

namespace CryptoEtl.Functions.Runs;

/// <summary>How often an activity is tried.</summary>
public static class Attempts
{
    /// <summary>
    /// A broken disk or a lost process is worth another try. What a person must mend is not, and sources have been
    /// asked patiently already when their failure gets here.
    /// </summary>
    public static readonly TaskOptions Patient = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2)
        {
            HandleFailure = failure => !failure.IsCausedBy<CryptoEtlException>(),
        });
}
