using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Universe;

/// <summary>What new rows of the universe's bronze ledgers must be. docs/quality-rules.md lists every rule.</summary>
public static class UniverseContracts
{
    private static readonly string[] States = ["active", "inactive"];

    private static readonly Schema ListingSchema = new(UniverseTables.Listing, "asset_id", "name")
    {
        Fields = new Dictionary<string, string> { ["asset_id"] = "id", ["contracts"] = "platforms" },
        Words = new Dictionary<string, IReadOnlyList<string>> { ["status"] = States },
        Vanity = ["activated_at"],
    };

    private static readonly Schema StablecoinSchema = new(UniverseTables.Stablecoins, "stablecoin_id", "name")
    {
        Fields = new Dictionary<string, string> { ["stablecoin_id"] = "id", ["peg_type"] = "pegType", ["peg_mechanism"] = "pegMechanism" },
        Vanity = ["peg_mechanism"],
    };

    public static Contract Listing(GateThresholds thresholds) => new(
        UniverseTables.Listing, MinRowsRule: null, MinRows: 0, "UL101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("UL001", ListingSchema),
            Required("UL002", [.. ListingSchema.Required]),
            OneOf("UL003", "status", States),
            TypeRules.DropValue("UL004", ListingSchema),
            TimeRules.Plausible("UL005", "activated_at"),
        ]) { Columns = ListingSchema.Columns, Measured = ["symbol", "contracts"] };

    public static Contract Stablecoins(GateThresholds thresholds) => new(
        UniverseTables.Stablecoins, MinRowsRule: null, MinRows: 0, "US101", thresholds.MaxLoss,
        [
            TypeRules.DropRow("US001", StablecoinSchema),
            Required("US002", [.. StablecoinSchema.Required]),
            TypeRules.DropValue("US003", StablecoinSchema),
        ]) { Columns = StablecoinSchema.Columns, Measured = ["gecko_id", "peg_type"] };

    public static IReadOnlyList<Contract> All(GateThresholds thresholds) => [Listing(thresholds), Stablecoins(thresholds)];
}
