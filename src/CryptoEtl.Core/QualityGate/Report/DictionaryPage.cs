using System.Text.RegularExpressions;
using static System.FormattableString;
using static CryptoEtl.Core.QualityGate.Report.ReportHtml;

namespace CryptoEtl.Core.QualityGate.Report;

/// <summary>A rule as a person reads it.</summary>
/// <param name="Severity">info, quarantine or halt.</param>
/// <param name="Sees">row, sequence, cross or batch.</param>
public sealed record DictionaryRule(string Id, string Severity, string Sees, string Sentence, string Why);

/// <summary><c>dictionary/NAME.html</c>: what each column of a table means and must hold, and every rule.</summary>
public static class DictionaryPage
{
    public static string Of(Contract contract)
    {
        var rules = RulesOf(contract);
        return Page(
            contract.Table.FullName,
            Invariant($"<p>{Text(contract.Table.Purpose)}</p>\n<p>Key: {Text(string.Join(", ", contract.Table.Key))}. Contract {Code(contract.Sha256)}</p>\n<h2>Columns</h2>\n")
                + Table(["column", "type", "unit", "meaning", "may be null", "wrong type", "rules"], contract.Table.Columns.Select(column => RowOf(contract, rules, column)))
                + "<h2>Rules</h2>\n"
                + Table(["rule", "severity", "sees", "a row or batch is right when", "why"], rules.Select(RowOf)),
            "../index.html");
    }

    /// <summary>All rules of a contract, by id.</summary>
    public static IReadOnlyList<DictionaryRule> RulesOf(Contract contract) =>
    [
        .. new[]
        {
            contract.Rules.Select(rule => new DictionaryRule(rule.Id, Lower(rule.Severity), Lower(rule.Kind), Whole(rule), rule.Why)),
            contract.MinRowsRule is { } least ? [new(least, "halt", "batch", contract.MinRowsSentence, "A short answer is a broken answer.")] : [],
            [new(contract.MaxLossRule, "halt", "batch", contract.MaxLossSentence, "When much is wrong, what passed is not to be trusted either.")],
            contract.BatchRules.Select(rule => new DictionaryRule(rule.Id, Lower(rule.Severity), "batch", rule.Sentence, rule.Why)),
        }.SelectMany(rules => rules).OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];

    private static string Whole(Rule rule) => rule.Sentence + (rule.Halts is null ? "" : $"; the batch is refused unless {Contract.Sentence(rule.Halts)} break it");

    private static string[] RowOf(DictionaryRule rule) => [Invariant($"<span id=\"{Text(rule.Id)}\">{Text(rule.Id)}</span>"), Text(rule.Severity), Text(rule.Sees), Text(rule.Sentence), Text(rule.Why)];

    private static string[] RowOf(Contract contract, IReadOnlyList<DictionaryRule> rules, Column column)
    {
        var held = contract.Columns.FirstOrDefault(one => one.Name == column.Name);
        var about = rules.Where(rule => Regex.IsMatch(rule.Sentence, $@"\b{Regex.Escape(column.Name)}\b")).Select(rule => Link("#" + rule.Id, rule.Id));
        return
        [
            Text(column.Name), Text(held is { Words.Count: > 0 } ? string.Join(" or ", held.Words) : Lower(column.Type)), Text(UnitOf(column)), Text(column.Meaning),
            held is null ? "" : held.MayBeNull ? "yes" : "no", held is null ? "" : PolicyOf(held.Drift), string.Join(" ", about),
        ];
    }

    private static string UnitOf(Column column) => (column.Name, column.Type) switch
    {
        (_, ColumnType.Instant) => "UTC",
        (_, ColumnType.Day) => "UTC day",
        ({ } name, _) when name.EndsWith("_usd", StringComparison.Ordinal) => "USD",
        ({ } name, _) when name.EndsWith("_btc", StringComparison.Ordinal) => "BTC",
        ({ } name, _) when name.EndsWith("_pct", StringComparison.Ordinal) => "percent",
        _ => "",
    };

    private static string PolicyOf(DriftPolicy policy) => policy switch
    {
        DriftPolicy.Accept => "is counted",
        DriftPolicy.DropValue => "the value is lost",
        DriftPolicy.DropRow => "the row is held back",
        _ => "the batch is refused",
    };

    private static string Lower<T>(T value)
        where T : Enum => value.ToString().ToLowerInvariant();
}
