namespace CryptoEtl.Simulator.Tape;

/// <summary>Kinds of defect the simulator puts into live answers.</summary>
internal static class LiveDefects
{
    /// <summary>The field is 0.</summary>
    public const string Zero = "zero";

    /// <summary>The field has the wrong sign.</summary>
    public const string Negative = "negative";

    /// <summary>The field is null.</summary>
    public const string Null = "null";

    /// <summary>The field is not there.</summary>
    public const string Missing = "missing";

    /// <summary>The high of the last 24 hours is below the low.</summary>
    public const string Inverted = "inverted";

    /// <summary>The field is multiplied by the value.</summary>
    public const string Scaled = "scaled";

    /// <summary>The row is as many days old as the value says.</summary>
    public const string Stale = "stale";

    /// <summary>The row appears again, as many places further down as the value says.</summary>
    public const string Duplicate = "duplicate";

    private static readonly string[] All = [Zero, Negative, Null, Missing, Inverted, Scaled, Stale, Duplicate];

    public static string Names => string.Join(", ", All);

    public static bool IsKnown(string kind) => All.Contains(kind);

    /// <summary>What is wrong with the argument of a kind. Null: nothing.</summary>
    public static string? Objection(string kind, double? value) => kind switch
    {
        Stale or Duplicate when value is not (>= 1 and <= 3_650) => "must be a number from 1 to 3650",
        Scaled when value is null => "must not be empty",
        _ => null,
    };
}
