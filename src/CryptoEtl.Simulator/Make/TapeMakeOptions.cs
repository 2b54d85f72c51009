namespace CryptoEtl.Simulator.Make;

/// <summary>What synthetic market to make. The same options give the same bytes.</summary>
public sealed record TapeMakeOptions
{
    /// <summary>End of a tape when none is asked for. Fixed, or the same seed would give another tape tomorrow.</summary>
    public static readonly DateOnly DefaultEnd = new(2026, 6, 30);

    public required ulong Seed { get; init; }

    /// <summary>Assets over the whole span, dead ones included.</summary>
    public required int Assets { get; init; }

    public required int Days { get; init; }

    /// <summary>Last day, also the day of the live defects.</summary>
    public DateOnly End { get; init; } = DefaultEnd;

    /// <summary>Share of the live rows of the last day that carry a declared defect. Default 3 %.</summary>
    public double DefectShare { get; init; } = 0.03;
}

/// <summary>What was made.</summary>
public sealed record TapeMakeReport(int Assets, int Dead, long DailyRows, int Protocols, int Restatements, int Defects);
