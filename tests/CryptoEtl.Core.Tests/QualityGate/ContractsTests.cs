using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>What every contract has in common.</summary>
public sealed class ContractsTests
{
    private static readonly IReadOnlyList<Contract> All = Contracts.All(new());

    public static TheoryData<string> Names => [.. All.Select(Contracts.NameOf)];

    [Fact]
    public void Every_bronze_table_has_a_contract_but_our_own_bookkeeping() => Assert.Equal(
        [HistoricalTables.Coverage],
        Tables.All.Where(table => table.Layer == Layer.Bronze).Except(All.Select(contract => contract.Table)));

    [Fact]
    public void A_table_has_one_contract() => Assert.Equal(All.Count, All.Select(contract => contract.Table).Distinct().Count());

    [Theory, MemberData(nameof(Names))]
    public void A_contract_is_found_by_name(string name) => Assert.Equal(name, Contracts.NameOf(Contracts.Named(name, new())));

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are() =>
        Assert.Contains("silver_historical_market", Assert.Throws<BadInputException>(() => Contracts.Named("bronze_moon", new())).Message, StringComparison.Ordinal);

    [Theory, MemberData(nameof(Names))]
    public void Rules_name_only_columns_of_their_table(string name)
    {
        var contract = Contracts.Named(name, new());
        var columns = contract.Table.Columns.Select(column => column.Name).ToHashSet();
        Assert.Empty(contract.Rules.SelectMany(rule => rule.Columns).Concat(contract.Measured).Concat(contract.Columns.Select(column => column.Name)).Except(columns));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_rule_says_what_it_needs_and_why(string name) => Assert.All(Contracts.Named(name, new()).Rules, rule =>
    {
        Assert.NotEmpty(rule.Columns);
        Assert.NotEmpty(rule.Sentence);
        Assert.NotEmpty(rule.Why);
    });

    [Theory, MemberData(nameof(Names))]
    public void The_schema_and_the_rule_on_what_is_given_agree(string name)
    {
        var contract = Contracts.Named(name, new());
        var required = contract.Rules.Where(rule => rule.Id.EndsWith("001", StringComparison.Ordinal) || rule.Id.EndsWith("002", StringComparison.Ordinal)).Where(rule => rule.Sentence.EndsWith(" are given", StringComparison.Ordinal)).SelectMany(rule => rule.Columns);
        Assert.Equal(contract.Columns.Where(column => !column.MayBeNull).Select(column => column.Name).Order(StringComparer.Ordinal), required.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public void An_empty_batch_breaks_no_rule_on_rows(string name)
    {
        var contract = Contracts.Named(name, new());
        Assert.Empty(Gate.JudgePart(contract, new(new BatchBuilder(contract.Table).Build(), DateTimeOffset.UnixEpoch)).Findings);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_row_of_nulls_is_judged_and_never_thrown_at(string name)
    {
        var contract = Contracts.Named(name, new());
        var rows = new BatchBuilder(contract.Table);
        rows.EndRow();
        rows.EndRow();
        var judgement = Gate.JudgePart(contract, new(rows.Build(), DateTimeOffset.UnixEpoch));
        Assert.Equal(contract.Columns.Any(column => !column.MayBeNull) ? 2 : 0, judgement.Verdict.RowsQuarantined);
    }
}
