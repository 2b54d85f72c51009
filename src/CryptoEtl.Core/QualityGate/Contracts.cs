using CryptoEtl.Core.Coinbase;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Universe;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Thresholds that a user may set.</summary>
/// <param name="MaxLoss">Share of a batch that may be held back, a fraction.</param>
/// <param name="MinMarketRows">Fewest rows of a live market page.</param>
/// <param name="MinProductRows">Fewest products of Coinbase.</param>
/// <param name="MinContractRows">Fewest derivatives contracts.</param>
public sealed record GateThresholds(double MaxLoss = 0.05, int MinMarketRows = 100, int MinProductRows = 1, int MinContractRows = 1);

/// <summary>Every contract there is.</summary>
public static class Contracts
{
    public static IReadOnlyList<Contract> All(GateThresholds thresholds) =>
    [
        LiveContracts.Market(thresholds), LiveContracts.Social(thresholds), LiveContracts.Onchain(thresholds),
        DerivativesContracts.Contract(thresholds), DerivativesContracts.Venue(thresholds), DerivativesContracts.Ticker(thresholds),
        DerivativesContracts.OnchainPerp(thresholds), DerivativesContracts.OnchainVolume(thresholds),
        CoinbaseContracts.Product(thresholds), CoinbaseContracts.Ticker(thresholds),
        .. UniverseContracts.All(thresholds), .. HistoricalContracts.All(thresholds),
    ];

    /// <summary>The contract of a table.</summary>
    public static Contract Of(TableDefinition table, GateThresholds thresholds) =>
        All(thresholds).Single(contract => contract.Table == table);
}
