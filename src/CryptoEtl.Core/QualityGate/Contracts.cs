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

/// <summary>Every contract there is: of each bronze table but one, of bars and days on chain, and of files that no pipeline writes.</summary>
/// <remarks><see cref="HistoricalTables.Coverage"/> has none: it is our own bookkeeping of what was asked, and no word of a source.</remarks>
public static class Contracts
{
    public static IReadOnlyList<Contract> All(GateThresholds thresholds) =>
    [
        LiveContracts.Market(thresholds), LiveContracts.Social(thresholds), LiveContracts.Onchain(thresholds),
        DerivativesContracts.Contract(thresholds), DerivativesContracts.Venue(thresholds), DerivativesContracts.Ticker(thresholds),
        DerivativesContracts.OnchainPerp(thresholds), DerivativesContracts.OnchainVolume(thresholds),
        CoinbaseContracts.Product(thresholds), CoinbaseContracts.Ticker(thresholds),
        .. UniverseContracts.All(thresholds), .. HistoricalContracts.All(thresholds),
        .. BarContracts.All(thresholds), OnchainContracts.Day(thresholds), FundingContracts.Payment(thresholds),
    ];

    /// <summary>The contract of a table.</summary>
    public static Contract Of(TableDefinition table, GateThresholds thresholds) =>
        All(thresholds).Single(contract => contract.Table == table);

    /// <summary>The contract of a table by its full name, such as <c>silver_historical_market</c>; <c>derivatives_funding</c> goes by that name.</summary>
    /// <exception cref="BadInputException">There is none; the message lists those there are.</exception>
    public static Contract Named(string table, GateThresholds thresholds)
    {
        var all = All(thresholds);
        return all.FirstOrDefault(contract => NameOf(contract) == table)
            ?? throw new BadInputException($"no contract for a table '{table}'; there are: {string.Join(", ", all.Select(NameOf))}");
    }

    /// <summary>The name that a contract is asked for by: tables that are never written have no layer in it.</summary>
    public static string NameOf(Contract contract) => contract.Table.Layer == Layer.Transient ? contract.Table.Name : contract.Table.FullName;
}
