namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>Where a body ends.</summary>
internal enum BodyCut
{
    /// <summary>At its end.</summary>
    None,

    /// <summary>Early, against the length its head told.</summary>
    AgainstLength,

    /// <summary>Early, in chunks, without the chunk that ends a body.</summary>
    Endless,
}

/// <summary>What the faults do to one request.</summary>
/// <param name="Abort">The connection is cut without an answer.</param>
/// <param name="Delay">Waited before answering.</param>
/// <param name="Instead">Sent in place of the honest answer. Null: the honest one.</param>
/// <param name="Change">Applied to the answer. Null: nothing.</param>
/// <param name="RepeatedRows">Rows of the page before that a page repeats.</param>
/// <param name="DrippedPieces">Pieces of the body that are sent one by one. 0: the body is sent at once.</param>
internal sealed record FaultEffect(
    bool Abort = false, TimeSpan Delay = default, ApiAnswer? Instead = null, Func<ApiAnswer, ApiAnswer>? Change = null,
    int RepeatedRows = 0, int DrippedPieces = 0, BodyCut Cut = BodyCut.None)
{
    public static readonly FaultEffect None = new();

    /// <summary>Both. The first that replaces the answer wins; delays and changes add up.</summary>
    public FaultEffect And(FaultEffect other) => new(
        Abort || other.Abort,
        Delay + other.Delay,
        Instead ?? other.Instead,
        Change is { } a && other.Change is { } b ? answer => b(a(answer)) : Change ?? other.Change,
        Math.Max(RepeatedRows, other.RepeatedRows),
        Math.Max(DrippedPieces, other.DrippedPieces),
        Cut == BodyCut.None ? other.Cut : Cut);
}
