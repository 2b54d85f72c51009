using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>What was found of one rule in a file.</summary>
/// <param name="Share">Findings per row of the file, a fraction; a rule may have several in one row.</param>
/// <param name="Fields">Findings by field.</param>
/// <param name="Examples">The first places, at most ten.</param>
public sealed record RuleResult(string Id, Severity Severity, string Sentence, int Findings, double Share, IReadOnlyDictionary<string, int> Fields, IReadOnlyList<FileFinding> Examples);

/// <summary>The verdict on one batch of a file.</summary>
public sealed record BatchResult(string Name, Verdict Verdict);

/// <summary>Everything that was found of a file.</summary>
/// <param name="Rules">Every rule applied, those without findings too.</param>
/// <param name="Batches">One per batch, oldest first; empty where the file is one batch.</param>
/// <param name="IsScattered">Rows of a series do not stand together, so that they were brought together on disk.</param>
/// <param name="Description">Null unless asked for.</param>
public sealed record CheckReport(
    CheckOptions Options, ColumnMap Map, AppliedContract Applied, Verdict Verdict, IReadOnlyList<RuleResult> Rules,
    IReadOnlyList<BatchResult> Batches, bool IsScattered, FileDescription? Description)
{
    /// <summary>Findings of a rule in one field.</summary>
    public int Findings(string rule, string field) => Rules.FirstOrDefault(one => one.Id == rule)?.Fields.GetValueOrDefault(field) ?? 0;

    /// <summary>Findings of a rule; 0 where there are none.</summary>
    public int Findings(string rule) => Verdict.Findings.GetValueOrDefault(rule);
}
