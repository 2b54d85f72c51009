namespace CryptoEtl.Data.Lakehouse;

/// <summary>Another writer changed what a commit depends on; nothing was committed. Reading again and computing anew may succeed.</summary>
public sealed class LakeConflictException(string table, long version, string winner, string reason)
    : LakeException($"{table}: version {version} of {winner} {reason}; nothing was committed")
{
    /// <summary>The table's place.</summary>
    public string Table { get; } = table;

    /// <summary>The commit that came first.</summary>
    public long Version { get; } = version;

    /// <summary>Its transaction, or what else it says about itself.</summary>
    public string Winner { get; } = winner;
}
