using System.CommandLine;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The options that change a contract. Each may be given several times.</summary>
internal sealed class QuarantineContractOptions
{
    private readonly Option<double?> maxLoss = new("--max-loss") { Description = "Share of a batch that may be held back, a fraction.", HelpName = "SHARE" };
    private readonly Option<int?> minRows = new("--min-rows") { Description = "Fewest rows of a batch.", HelpName = "N" };

    private readonly (Option<string[]> Option, Func<Contract, string, Contract> Change)[] changes =
    [
        (Several("--drop-rule", "ID", "Leave a rule out."), ContractChange.Drop),
        (Several("--within", "NAME=LOW..HIGH", "A column's numbers lie in LOW..HIGH; or, with a rule's id, that rule's columns do, in its place."), ContractChange.Within),
        (Several("--positive", "COLUMN", "A column's numbers are above 0."), ContractChange.Positive),
        (Several("--not-negative", "COLUMN", "A column's numbers are not below 0."), ContractChange.NotNegative),
        (Several("--ordered", "LOW<=HIGH", "One column is not above another."), ContractChange.Ordered),
        (Several("--severity", "ID=WORD", "A rule is info, quarantine or halt."), ContractChange.OfSeverity),
    ];

    public void AddTo(Command command)
    {
        command.Options.Add(maxLoss);
        command.Options.Add(minRows);
        foreach (var (option, _) in changes)
            command.Options.Add(option);
    }

    /// <exception cref="BadInputException">No change is given, or one makes no sense for the table.</exception>
    public Contract Apply(ParseResult parsed, Contract contract)
    {
        var changed = parsed.GetValue(maxLoss) is { } share ? ContractChange.MaxLoss(contract, share) : contract;
        changed = parsed.GetValue(minRows) is { } rows ? ContractChange.MinRows(changed, rows) : changed;
        foreach (var (option, change) in changes)
            changed = (parsed.GetValue(option) ?? []).Aggregate(changed, change);
        return changed.Sha256 != contract.Sha256 ? changed
            : throw new BadInputException("what-if changes nothing: give --max-loss, --min-rows, --drop-rule, --within, --positive, --not-negative, --ordered or --severity with another value than today's");
    }

    private static Option<string[]> Several(string name, string value, string description) => new(name) { Description = description, HelpName = value };
}
