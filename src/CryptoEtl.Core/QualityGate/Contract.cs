using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CryptoEtl.Core.QualityGate;

/// <summary>What a batch of a table must be to pass.</summary>
/// <param name="MaxLoss">Share of rows that may be held back before the whole batch is refused, a fraction.</param>
/// <param name="MinRowsRule">Rule id of the row count; null where an empty answer can be a true one.</param>
/// <param name="MinRows">Fewer rows than this refuse the batch.</param>
/// <param name="MaxLossRule">Rule id of the loss.</param>
public sealed record Contract(
    TableDefinition Table, string? MinRowsRule, int MinRows, string MaxLossRule, double MaxLoss, IReadOnlyList<Rule> Rules)
{
    /// <summary>What each column must hold, and what a cell of a wrong type does.</summary>
    public IReadOnlyList<ColumnContract> Columns { get; init; } = [];

    /// <summary>Rules on the batch as a whole.</summary>
    public IReadOnlyList<BatchRule> BatchRules { get; init; } = [];

    /// <summary>Which rows follow each other; null: no rule asks.</summary>
    public SeriesDefinition? Series { get; init; }

    /// <summary>Columns whose nulls are counted and kept with the verdict.</summary>
    public IReadOnlyList<string> Measured { get; init; } = [];

    /// <summary>What is counted beyond rows and nulls.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Other tables that rules compare with.</summary>
    public IReadOnlyList<TableDefinition> Others { get; init; } = [];

    /// <summary>SHA-256 over ids, severities and sentences, lower-case hex. Another hash, another contract.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Describe())));

    public string MinRowsSentence => string.Create(CultureInfo.InvariantCulture, $"a batch has at least {MinRows} rows");

    public string MaxLossSentence => string.Create(CultureInfo.InvariantCulture, $"at most {MaxLoss * 100:0.##} % of a batch is held back");

    /// <summary>Everything that can refuse a batch, by rule id, in words: kept with each verdict.</summary>
    public IReadOnlyDictionary<string, string> Thresholds => new[]
        {
            MinRowsRule is null ? [] : new[] { (Id: MinRowsRule, Sentence: MinRowsSentence) },
            [(MaxLossRule, MaxLossSentence)],
            Rules.Where(rule => rule.Halts is not null).Select(rule => (rule.Id, Sentence: Sentence(rule.Halts!))),
            BatchRules.Where(rule => rule.Severity == Severity.Halt).Select(rule => (rule.Id, rule.Sentence)),
        }.SelectMany(limits => limits).OrderBy(limit => limit.Id, StringComparer.Ordinal).ToDictionary(limit => limit.Id, limit => limit.Sentence);

    /// <summary>The limit of a rule in words.</summary>
    public static string Sentence(Limit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"at most {limit.Rate * 100:0.####} % of the rows or {limit.Count} of them");

    private string Describe() => string.Join('\n',
    [
        Table.FullName,
        .. MinRowsRule is null ? [] : new[] { $"{MinRowsRule} {Severity.Halt} {MinRowsSentence}" },
        $"{MaxLossRule} {Severity.Halt} {MaxLossSentence}",
        .. Rules.Select(rule => $"{rule.Id} {rule.Severity} {rule.Sentence}{(rule.Halts is null ? "" : $" {Sentence(rule.Halts)}")}"),
        .. BatchRules.Select(rule => $"{rule.Id} {rule.Severity} {rule.Sentence}"),
    ]);
}
