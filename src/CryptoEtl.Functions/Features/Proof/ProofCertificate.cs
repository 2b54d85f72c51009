namespace CryptoEtl.Functions.Features.Proof;

/// <summary>What to prove.</summary>
/// <param name="Points">Days at random, and days at most of each kind of event.</param>
/// <param name="Seed">The same seed on the same lake compares the same days.</param>
/// <param name="From">First day compared; null: the second of the data.</param>
/// <param name="To">Last day compared; null: the last but one of the data.</param>
public sealed record ProofRequest(int Points = 20, int Seed = 1, DateOnly? From = null, DateOnly? To = null);

/// <summary>A table that was read.</summary>
/// <param name="Version">-1: there is none.</param>
public sealed record ProofTable(string Table, long Version);

/// <summary>One comparison over all days.</summary>
/// <param name="Days">0: there was nothing to compare with.</param>
public sealed record ProofCheck(string Name, string Meaning, long Days, long Rows, long Cells, long Mismatches);

/// <summary>A deliberate look ahead, held to the comparison that is to see it.</summary>
/// <param name="Candidates">Days on which the lake could show it; 0: it cannot be shown here.</param>
/// <param name="Compared">Days looked at until it was seen.</param>
/// <param name="Seen">Its first cell; null: it was not seen.</param>
/// <param name="WhyNot">Why it cannot be shown; null: it can.</param>
public sealed record ProofControl(string Name, string Meaning, int Candidates, int Compared, ProofMismatch? Seen, string? WhyNot)
{
    /// <summary>It could have been seen, and was not: the comparison is blind.</summary>
    public bool IsMissed => Candidates > 0 && Seen is null;
}

/// <summary>What was compared, and what came of it.</summary>
/// <param name="SpecVersion">Of the definitions.</param>
/// <param name="DataFrom">First and last day of the values.</param>
/// <param name="Events">Days of each kind that there are and that were taken.</param>
/// <param name="Mismatches">The first of each comparison.</param>
public sealed record ProofCertificate(
    string Lake, IReadOnlyList<ProofTable> Tables, string SpecVersion, string ConfigHash, int Assets, long Values, DateOnly DataFrom, DateOnly DataTo,
    ProofRequest Request, IReadOnlyList<DateOnly> Days, int DaysAtRandom, IReadOnlyList<ProofEventCount> Events,
    IReadOnlyList<ProofCheck> Checks, IReadOnlyList<ProofControl> Controls, IReadOnlyList<ProofMismatch> Mismatches, double Seconds)
{
    /// <summary>Nothing looks ahead, stored rows are what they are to be, and a look ahead would have been seen where it can be.</summary>
    public bool IsProven => Checks.All(check => check.Mismatches == 0) && !Controls.Any(control => control.IsMissed);
}
