namespace CryptoEtl.Core.Revisions;

/// <summary>How large a change of a number is, relative to what it was.</summary>
public static class RevisionSizes
{
    /// <summary>No number changed, or there was none before, or it was zero.</summary>
    public const string None = "no measure";

    private static readonly (double Below, string Name)[] Sizes = [(0.001, "below 0.1 %"), (0.01, "below 1 %"), (0.1, "below 10 %"), (1, "below 100 %")];

    /// <summary>From small to large, <see cref="None"/> last.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Sizes.Select(size => size.Name), "100 % and more", None];

    /// <param name="relative">|new - old| / |old|; null: it cannot be told.</param>
    public static string Of(double? relative) => relative is not { } change
        ? None
        : Sizes.FirstOrDefault(size => change < size.Below).Name ?? "100 % and more";

    /// <summary>|new - old| / |old|; null where one of them is null or the old one is zero.</summary>
    public static double? Relative(double? old, double? @new) =>
        old is { } from and not 0 && @new is { } to ? Math.Abs(to - from) / Math.Abs(from) : null;
}
