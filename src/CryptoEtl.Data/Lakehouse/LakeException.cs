using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>A table or file of the lake that cannot be read or written, and why. The message names both.</summary>
public class LakeException(string message, Exception? inner = null) : CryptoEtlException(message, inner)
{
    public override int ExitCode => ExitCodes.Usage;
}
