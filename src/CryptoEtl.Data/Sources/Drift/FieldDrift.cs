namespace CryptoEtl.Data.Sources.Drift;

/// <summary>How a field differs from what is documented or was seen before.</summary>
public enum DriftKind
{
    /// <summary>Nobody documents it. It stays in the raw answer and is otherwise ignored.</summary>
    Unknown,

    /// <summary>It is expected in every row and was in none.</summary>
    Missing,

    /// <summary>Its cell was of another type in some rows; such a cell is null.</summary>
    WrongType,
}

/// <summary>One field of one answer that is not as it should be.</summary>
/// <param name="Field">With its place, such as <c>tickers[].coin_id</c>.</param>
/// <param name="Rows">Rows it concerns; of a missing field all there were.</param>
/// <param name="Example">The first value found, shortened. Null for a missing field.</param>
public sealed record FieldDrift(string Field, DriftKind Kind, int Rows, string? Example);
