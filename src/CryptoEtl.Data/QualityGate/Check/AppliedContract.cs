using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>A rule that was not applied, and the columns it lacked.</summary>
public sealed record SkippedRule(string Id, string Sentence, IReadOnlyList<string> Missing);

/// <summary>The part of a contract that a file can be held to.</summary>
public sealed record AppliedContract(Contract Contract, IReadOnlyList<SkippedRule> Skipped)
{
    /// <exception cref="BadInputException">A rule was asked for that the contract does not have.</exception>
    public static AppliedContract Of(CheckOptions options, ColumnMap map)
    {
        var (contract, asked) = (options.Contract, options.Rules);
        RequireKnown(contract, asked);
        var wanted = contract.Rules.Where(rule => asked?.Contains(rule.Id) != false).ToList();
        var skipped = wanted.Where(rule => !rule.Columns.All(map.Has)).ToList();
        var applied = contract with
        {
            Rules = [.. wanted.Except(skipped)],
            BatchRules = [.. contract.BatchRules.Where(rule => asked?.Contains(rule.Id) != false)],
            Measured = [.. contract.Measured.Where(map.Has)],
            MinRowsRule = asked is null || (contract.MinRowsRule is { } rows && asked.Contains(rows)) ? contract.MinRowsRule : null,
            MaxLoss = asked?.Contains(contract.MaxLossRule) != false ? contract.MaxLoss : 1,
        };
        return new(applied, [.. skipped.Select(rule => new SkippedRule(rule.Id, rule.Sentence, [.. rule.Columns.Where(column => !map.Has(column))]))]);
    }

    private static void RequireKnown(Contract contract, IReadOnlySet<string>? asked)
    {
        string[] known = [.. contract.Rules.Select(rule => rule.Id), .. contract.BatchRules.Select(rule => rule.Id), .. contract.MinRowsRule is { } rows ? [rows] : Array.Empty<string>(), contract.MaxLossRule];
        if (asked?.FirstOrDefault(id => !known.Contains(id)) is { } unknown)
            throw new BadInputException($"--rules: {contract.Table.FullName} has no rule '{unknown}'; it has: {string.Join(", ", known)}");
    }
}
