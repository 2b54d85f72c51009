namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>Which tables of other writers we read, and which we append to.</summary>
/// <remarks>Source: Delta protocol, Valid Feature Names and Writer Version Requirements.</remarks>
internal static class DeltaFeatures
{
    private const string ColumnMappingMode = "delta.columnMapping.mode";

    /// <summary>Reader features that ask nothing of a plain scan.</summary>
    private static readonly HashSet<string> Harmless = ["vacuumProtocolCheck"];

    /// <exception cref="LakeException">The table needs a feature that this reader lacks; the message names it.</exception>
    public static void RequireReadable(DeltaSnapshot snapshot, DeltaProtocol protocol)
    {
        if (protocol.MinReaderVersion > 3)
            throw new LakeException($"{snapshot.Table}: needs reader version {protocol.MinReaderVersion} (protocol {protocol.MinReaderVersion}/{protocol.MinWriterVersion}); up to 3 is supported");

        var unknown = protocol.ReaderFeatures.Where(feature => !Harmless.Contains(feature)).ToList();
        if (protocol.MinReaderVersion == 3 && unknown.Count > 0)
            throw new LakeException($"{snapshot.Table}: needs table feature {string.Join(", ", unknown)}, which is not supported");

        if (snapshot.Metadata.Configuration.TryGetValue(ColumnMappingMode, out var mode) && mode != "none")
            throw new LakeException($"{snapshot.Table}: needs table feature columnMapping (mode {mode}), which is not supported");

        if (snapshot.WithDeletionVector is { } deleted)
            throw new LakeException($"{snapshot.Table}: needs table feature deletionVectors ({deleted.File}), which is not supported");
    }

    /// <exception cref="LakeException">A writer of this table must keep rules that we do not know.</exception>
    public static void RequireAppendable(DeltaSnapshot snapshot)
    {
        if (snapshot.Protocol.MinWriterVersion > 2)
            throw new LakeException($"{snapshot.Table}: needs writer version {snapshot.Protocol.MinWriterVersion}; tables up to version 2 are written");
        if (snapshot.Metadata.SchemaString.Contains("delta.invariants", StringComparison.Ordinal))
            throw new LakeException($"{snapshot.Table}: has column invariants, which are not checked here; it is not written");
    }
}
