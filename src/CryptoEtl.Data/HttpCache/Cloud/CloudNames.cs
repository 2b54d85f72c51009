namespace CryptoEtl.Data.HttpCache.Cloud;

/// <summary>Names of the objects.</summary>
/// <param name="Prefix">Start of each of them.</param>
internal sealed record CloudNames(string Prefix)
{
    public string BodyOf(string sha256) => $"{Prefix}bodies/{sha256}.gz";

    public string EntryOf(string hash) => $"{Prefix}entries/{hash}.json";

    public string LeaseOf(string hash) => $"{Prefix}leases/{hash}.json";
}
