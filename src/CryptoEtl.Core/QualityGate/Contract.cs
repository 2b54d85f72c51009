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
    /// <summary>SHA-256 over ids, severities and sentences, lower-case hex. Another hash, another contract.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Describe())));

    public string MinRowsSentence => string.Create(CultureInfo.InvariantCulture, $"a batch has at least {MinRows} rows");

    public string MaxLossSentence => string.Create(CultureInfo.InvariantCulture, $"at most {MaxLoss * 100:0.##} % of a batch is held back");

    private string Describe() => string.Join('\n',
    [
        Table.FullName,
        .. MinRowsRule is null ? [] : new[] { $"{MinRowsRule} {Severity.Halt} {MinRowsSentence}" },
        $"{MaxLossRule} {Severity.Halt} {MaxLossSentence}",
        .. Rules.Select(rule => $"{rule.Id} {rule.Severity} {rule.Sentence}"),
    ]);
}
