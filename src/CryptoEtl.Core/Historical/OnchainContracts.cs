using System.Globalization;
using CryptoEtl.Core.QualityGate;
using static CryptoEtl.Core.QualityGate.RowRules;

namespace CryptoEtl.Core.Historical;

/// <summary>What an asset's days on chain must be, beside its bars. docs/quality-rules.md lists every rule.</summary>
public static class OnchainContracts
{
    private const double Jump = 10, Still = 2;

    private static readonly SeriesDefinition Days = new(["asset_id"], "day", TimeSpan.FromDays(1));

    private static readonly Schema DaySchema = new(HistoricalTables.SilverOnchain, "asset_id", "day");

    public static Contract Day(GateThresholds thresholds) => new(
        HistoricalTables.SilverOnchain, MinRowsRule: null, MinRows: 0, "HO101", thresholds.MaxLoss,
        [
            Required("HO001", [.. DaySchema.Required]),
            NotNegative("HO002", "tvl_usd", "dex_volume_usd"),
            SequenceRules.NoDuplicates("HO003", Days),
            SequenceRules.NoGaps("HO004", Days),
            MovesWithPrice("HO005"),
        ])
    {
        Columns = DaySchema.Columns,
        Series = Days,
        Measured = ["tvl_usd", "dex_volume_usd"],
        Others = [HistoricalTables.SilverMarket],
    };

    /// <summary>Value locked is tokens times prices: where it leaps and the asset's own price stands still, tokens came, went, or were not counted.</summary>
    private static Rule MovesWithPrice(string id) => new(
        id, Severity.Info, $"where tvl_usd moves by more than {Jump} times from the row before, close_usd of the asset moves by more than {Still} times too",
        "Value locked is tokens times prices. A leap that prices do not explain is a protocol that was added, drained, or not read.",
        input => input.Others.TryGetValue(HistoricalTables.SilverMarket.FullName, out var bars) ? Leaps(id, input.Series(Days), bars) : [])
    {
        Kind = RuleKind.Cross, Columns = ["asset_id", "day", "tvl_usd"],
    };

    private static List<Finding> Leaps(string id, SeriesIndex index, Batch bars)
    {
        var (values, assets, found) = (index.Rows.Numbers("tvl_usd"), index.Rows.Texts("asset_id"), new Found(id, index.Known));
        var closes = CrossSourceRules.Figures(bars, "close_usd", NameIn(bars));
        index.ForEachPair((before, row, _) =>
        {
            if (IsFar(values[before], values[row], Jump) && CloseOf(before) is { } from && CloseOf(row) is { } to && !IsFar(from, to, Still))
                found.Add(row, "tvl_usd", values[row], $"tvl_usd went from {Text(values[before])} to {Text(values[row])}, close_usd from {Text(from)} to {Text(to)}");
        });
        return found.All;

        double? CloseOf(int row) => closes.TryGetValue(Name(assets[row]!, index.Times[row]!.Value), out var close) ? close : null;
    }

    private static Func<int, string?> NameIn(Batch bars)
    {
        var (assets, days) = (bars.Texts("asset_id"), bars.Instants("day"));
        return row => assets[row] is { } asset && days[row] is { } day ? Name(asset, day) : null;
    }

    private static string Name(string asset, DateTime day) => string.Create(CultureInfo.InvariantCulture, $"{asset}|{day.Ticks}");

    private static bool IsFar(double? from, double? to, double factor) => from > 0 && to is { } now && (now > factor * from || now * factor < from);
}
