using CryptoEtl.Core.Live;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Thresholds that a user may set.</summary>
/// <param name="MaxLoss">Share of a batch that may be held back, a fraction.</param>
/// <param name="MinMarketRows">Fewest rows of a live market page.</param>
public sealed record GateThresholds(double MaxLoss = 0.05, int MinMarketRows = 100);

/// <summary>Every contract there is.</summary>
public static class Contracts
{
    public static IReadOnlyList<Contract> All(GateThresholds thresholds) =>
        [LiveContracts.Market(thresholds), LiveContracts.Social(thresholds), LiveContracts.Onchain(thresholds)];

    /// <summary>The contract of a table.</summary>
    public static Contract Of(TableDefinition table, GateThresholds thresholds) =>
        All(thresholds).Single(contract => contract.Table == table);
}
