using CryptoEtl.Core;

namespace CryptoEtl.Data.HttpCache;

/// <summary>An answer was needed from the cache and is not there. The message names the request, the places looked in and the way out.</summary>
public sealed class CacheMissException(string message, Exception? inner = null) : CryptoEtlException(message, inner)
{
    public override int ExitCode => ExitCodes.Upstream;
}
