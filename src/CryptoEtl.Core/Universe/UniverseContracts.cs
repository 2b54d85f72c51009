using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Universe;

/// <summary>What new rows of the universe's bronze ledgers must be. docs/quality-rules.md lists every rule.</summary>
public static class UniverseContracts
{
    public static Contract Listing(GateThresholds thresholds) => new(
        UniverseTables.Listing, MinRowsRule: null, MinRows: 0, "UL101", thresholds.MaxLoss,
        [Types("UL001"), Required("UL002", "asset_id", "name"), OneOf("UL003", "status", ["active", "inactive"])]);

    public static Contract Stablecoins(GateThresholds thresholds) => new(
        UniverseTables.Stablecoins, MinRowsRule: null, MinRows: 0, "US101", thresholds.MaxLoss,
        [Types("US001"), Required("US002", "stablecoin_id", "name")]);

    public static IReadOnlyList<Contract> All(GateThresholds thresholds) => [Listing(thresholds), Stablecoins(thresholds)];
}
