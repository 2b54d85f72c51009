namespace CryptoEtl.Data.Sources.Drift;

/// <summary>The fields an object may have.</summary>
/// <param name="Expected">In every answer that has rows: it is worth a word when one is in none.</param>
/// <param name="Optional">Come and go: asked for or not, newer or older than the answer, left out instead of null.</param>
internal sealed record FieldSet(string[] Expected, string[] Optional)
{
    /// <summary>Names parted by white space.</summary>
    public static FieldSet Of(string expected, string optional = "") => new(Words(expected), [.. Words(optional).Except(Words(expected))]);

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
