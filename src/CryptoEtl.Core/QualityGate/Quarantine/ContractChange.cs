using System.Globalization;

namespace CryptoEtl.Core.QualityGate.Quarantine;

/// <summary>Changes of a contract that are tried out before anybody writes them down. Each gives another contract.</summary>
public static class ContractChange
{
    /// <summary>Ids of tried rules end in 901 and on; no rule of a contract does.</summary>
    private const int FirstTried = 901;

    /// <param name="share">A fraction.</param>
    public static Contract MaxLoss(Contract contract, double share) => share is >= 0 and <= 1
        ? contract with { MaxLoss = share }
        : throw new BadInputException($"--max-loss is '{share.ToString(CultureInfo.InvariantCulture)}', which is no fraction from 0 to 1");

    public static Contract MinRows(Contract contract, int rows) => rows >= 0
        ? contract with { MinRowsRule = contract.MinRowsRule ?? $"{Prefix(contract)}100", MinRows = rows }
        : throw new BadInputException($"--min-rows is '{rows}', which is below 0");

    /// <summary>A limit on the whole batch cannot be dropped, only moved.</summary>
    public static Contract Drop(Contract contract, string id)
    {
        RequireRule(contract, id, "--drop-rule");
        return contract with { Rules = [.. contract.Rules.Where(rule => rule.Id != id)], BatchRules = [.. contract.BatchRules.Where(rule => rule.Id != id)] };
    }

    /// <param name="change">Such as <c>LM006=info</c>.</param>
    public static Contract OfSeverity(Contract contract, string change)
    {
        var (id, word) = Sides(change, "=", "--severity");
        RequireRule(contract, id, "--severity");
        if (char.IsDigit(word[0]) || !Enum.TryParse<Severity>(word, ignoreCase: true, out var severity))
            throw new BadInputException($"--severity {id} is '{word}'; there are info, quarantine and halt");
        if (severity == Severity.Quarantine && contract.BatchRules.Any(rule => rule.Id == id))
            throw new BadInputException($"--severity {id} is '{word}', but it judges a batch as a whole: there is no row to hold back");
        return contract with
        {
            Rules = [.. contract.Rules.Select(rule => rule.Id == id ? rule with { Severity = severity } : rule)],
            BatchRules = [.. contract.BatchRules.Select(rule => rule.Id == id ? rule with { Severity = severity } : rule)],
        };
    }

    /// <param name="change">Such as <c>price_usd=0..1000</c>, a new rule; or <c>LS005=0..90</c>, in place of the rule, for its columns.</param>
    public static Contract Within(Contract contract, string change)
    {
        var (name, span) = Sides(change, "=", "--within");
        var (lowest, highest) = Sides(span, "..", "--within");
        var (low, high) = (Number(lowest, change), Number(highest, change));
        if (low > high)
            throw new BadInputException($"--within is '{change}', whose lower end is above the upper");
        return contract.Rules.FirstOrDefault(rule => rule.Id == name) is not { } old
            ? With(contract, id => RowRules.Within(id, low, high, NumberColumn(contract, name)))
            : contract with { Rules = [.. contract.Rules.Select(rule => rule == old ? Replaced(contract, old, low, high) : rule)] };
    }

    public static Contract Positive(Contract contract, string column) => With(contract, id => RowRules.Positive(id, NumberColumn(contract, column)));

    public static Contract NotNegative(Contract contract, string column) => With(contract, id => RowRules.NotNegative(id, NumberColumn(contract, column)));

    /// <param name="change">Such as <c>low_24h_usd&lt;=price_usd</c>.</param>
    public static Contract Ordered(Contract contract, string change)
    {
        var (lower, upper) = Sides(change, "<=", "--ordered");
        return With(contract, id => RowRules.Ordered(id, NumberColumn(contract, lower), NumberColumn(contract, upper)));
    }

    private static Contract With(Contract contract, Func<string, Rule> make)
    {
        var tried = FirstTried;
        while (contract.Rules.Any(rule => rule.Id == Prefix(contract) + tried.ToString(CultureInfo.InvariantCulture)))
            tried++;
        return contract with { Rules = [.. contract.Rules, make(Prefix(contract) + tried.ToString(CultureInfo.InvariantCulture))] };
    }

    private static Rule Replaced(Contract contract, Rule old, double low, double high) =>
        RowRules.Within(old.Id, low, high, [.. old.Columns.Select(column => NumberColumn(contract, column))]) with { Severity = old.Severity, Halts = old.Halts };

    private static string Prefix(Contract contract) => contract.MaxLossRule[..2];

    private static void RequireRule(Contract contract, string id, string option)
    {
        string[] known = [.. contract.Rules.Select(rule => rule.Id), .. contract.BatchRules.Select(rule => rule.Id)];
        if (!known.Contains(id))
            throw new BadInputException($"{option}: {contract.Table.FullName} has no rule '{id}' to change; there are: {string.Join(", ", known)}");
    }

    private static string NumberColumn(Contract contract, string name) => contract.Table.Columns.FirstOrDefault(column => column.Name == name) switch
    {
        { Type: ColumnType.Number } => name,
        null => throw new BadInputException($"{contract.Table.FullName} has no column '{name}'"),
        var other => throw new BadInputException($"{contract.Table.FullName}.{name} is {RowFix.Word(other.Type)}, not a number"),
    };

    private static double Number(string text, string change) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new BadInputException($"--within is '{change}': '{text}' is not a number");

    private static (string, string) Sides(string text, string sign, string option) => text.Split(sign, 2) is [{ Length: > 0 } left, { Length: > 0 } right]
        ? (left.Trim(), right.Trim())
        : throw new BadInputException($"{option} is '{text}', which lacks one side of '{sign}'");
}
