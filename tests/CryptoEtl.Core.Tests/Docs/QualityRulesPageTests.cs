using System.Text;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Core.Tests.Docs;

public sealed class QualityRulesPageTests
{
    [Fact]
    public void The_page_of_rules_and_the_contracts_say_the_same() => GeneratedPage.Check("quality-rules.md", Page());

    private static string Page()
    {
        var page = new StringBuilder("""
            # Quality rules

            Every batch of a bronze table is judged by the contract of that table before anything downstream may read it.
            A row that breaks a `quarantine` rule is held back, with its key, value, rule and raw hash, in `gate_quarantine`.
            A batch that breaks a `halt` rule is refused whole: the run ends with exit code 3, and `gate_verdict` says why.
            Ids are stable for ever. Settings `GATE_MAX_LOSS` and `LIVE_MIN_ROWS` move the thresholds of the halt rules;
            a verdict keeps the hash of the contract it was given under.

            """.ReplaceLineEndings("\n"));
        foreach (var contract in Contracts.All(new GateThresholds()))
            Append(page, contract);
        return page.ToString();
    }

    private static void Append(StringBuilder page, Contract contract)
    {
        page.Append($"\n## {contract.Table.FullName}\n\n| Rule | Severity | A row or batch is right when | Why |\n| --- | --- | --- | --- |\n");
        foreach (var rule in contract.Rules)
            page.Append($"| {rule.Id} | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Sentence} | {rule.Why} |\n");
        if (contract.MinRowsRule is not null)
            page.Append($"| {contract.MinRowsRule} | halt | {contract.MinRowsSentence} | A short answer is a broken answer. |\n");
        page.Append($"| {contract.MaxLossRule} | halt | {contract.MaxLossSentence} | When much is wrong, what passed is not to be trusted either. |\n");
    }
}
