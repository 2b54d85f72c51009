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
            What breaks an `info` rule is counted in the verdict, and nothing more: healthy markets do such things.
            Ids are stable for ever. Settings `GATE_MAX_LOSS` and `LIVE_MIN_ROWS` move the thresholds of the halt rules;
            a verdict keeps the hash of the contract it was given under.

            Every bronze table has a contract but `bronze_historical_coverage`, which is our own bookkeeping and no word of a source.
            Bars of a day (`silver_historical_market`) and of an hour (`silver_historical_hour`), and `derivatives_funding`, which no pipeline writes,
            have one for files of others.

            A rule sees the row (`row`), rows before it in its series, known ones included (`sequence`), or rows of other tables (`cross`).
            A batch rule (`batch`) compares the whole with the batches that were accepted before.

            ## Numbers

            Numbers are read as doubles and rounded to 15 significant digits, which is what a double holds of decimal digits: 0.30000000000000004 becomes 0.3.
            What a source writes with more digits than that is rounded; the raw answer keeps it. Minus zero becomes zero. What is no finite number is null.

            ## Cells of the wrong type

            A cell whose JSON type is not the documented one is null, and noted in `type_errors`. What happens then is the column's policy:
            `accept` and `drop_value` count it (the value is lost, the row stays); `drop_row` holds the row back; `refuse_batch` refuses the batch, because
            a null in that column would be taken for an answer. Fields that no column is made of are treated as `drop_row`.

            """.ReplaceLineEndings("\n"));
        foreach (var contract in Contracts.All(new GateThresholds()))
            Append(page, contract);
        return page.ToString();
    }

    private static void Append(StringBuilder page, Contract contract)
    {
        page.Append($"\n## {Contracts.NameOf(contract)}\n\n");
        AppendColumns(page, contract);
        page.Append("\n| Rule | Severity | Sees | A row or batch is right when | Why |\n| --- | --- | --- | --- | --- |\n");
        foreach (var rule in contract.Rules)
            page.Append($"| {rule.Id} | {Word(rule.Severity)} | {Word(rule.Kind)} | {rule.Sentence}{Halts(rule)} | {rule.Why} |\n");
        if (contract.MinRowsRule is not null)
            page.Append($"| {contract.MinRowsRule} | halt | batch | {contract.MinRowsSentence} | A short answer is a broken answer. |\n");
        page.Append($"| {contract.MaxLossRule} | halt | batch | {contract.MaxLossSentence} | When much is wrong, what passed is not to be trusted either. |\n");
        foreach (var rule in contract.BatchRules)
            page.Append($"| {rule.Id} | {Word(rule.Severity)} | batch | {rule.Sentence} | {rule.Why} |\n");
    }

    private static void AppendColumns(StringBuilder page, Contract contract)
    {
        page.Append("| Column | Type | May be null | Wrong type |\n| --- | --- | --- | --- |\n");
        foreach (var column in contract.Columns)
            page.Append($"| {column.Name} | {Type(column)} | {(column.MayBeNull ? "yes" : "no")} | {Policy(column.Drift)} |\n");
    }

    private static string Halts(Rule rule) => rule.Halts is null ? "" : $"; the batch is refused unless {Contract.Sentence(rule.Halts)} break it";

    private static string Type(ColumnContract column) => column.Words.Count == 0 ? Word(column.Type) : string.Join(" or ", column.Words);

    private static string Policy(DriftPolicy policy) => policy switch
    {
        DriftPolicy.Accept => "accept",
        DriftPolicy.DropValue => "drop_value",
        DriftPolicy.DropRow => "drop_row",
        _ => "refuse_batch",
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
