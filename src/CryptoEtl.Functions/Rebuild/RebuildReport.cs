using System.Text.Json.Serialization;

namespace CryptoEtl.Functions.Rebuild;

/// <summary>What a rebuild is for.</summary>
public enum RebuildMode
{
    /// <summary>Compare, and write nothing.</summary>
    Check,

    /// <summary>Put files that are gone back.</summary>
    Repair,

    /// <summary>Make another lake; of the source only the names of files are compared.</summary>
    Into,
}

/// <summary>How a data file compares with the one made again.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RebuildOutcome>))]
public enum RebuildOutcome
{
    /// <summary>The same bytes.</summary>
    Identical,

    /// <summary>The file was gone, and is there again.</summary>
    Restored,

    /// <summary>The file is gone, and only a check was asked for.</summary>
    Missing,

    /// <summary>The file has its name, but other bytes than were written.</summary>
    Damaged,

    /// <summary>The answers give other rows now, or none.</summary>
    Differs,

    /// <summary>The old lake does not have the file; it was made for the new one.</summary>
    Made,
}

/// <param name="File">Below the lake's root: the one committed, or the one made where none was.</param>
/// <param name="Note">What is wrong; null: nothing.</param>
public sealed record RebuiltFile(string Batch, string File, RebuildOutcome Outcome, string? Note = null);

/// <param name="Table">Full name.</param>
public sealed record RebuildReport(string Table, int Batches, IReadOnlyList<RebuiltFile> Files)
{
    /// <summary>Whether every file is there with the bytes that the answers give.</summary>
    public bool IsWhole => Files.All(file => file.Outcome is RebuildOutcome.Identical or RebuildOutcome.Restored or RebuildOutcome.Made);
}
