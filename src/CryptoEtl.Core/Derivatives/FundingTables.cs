using static CryptoEtl.Core.ColumnType;

namespace CryptoEtl.Core.Derivatives;

/// <summary>Funding as files of others have it. No pipeline writes it.</summary>
public static class FundingTables
{
    public static readonly TableDefinition Payment = new(Layer.Transient, "derivatives_funding",
        "One funding payment of one perpetual, or one value of its rate.", ["venue", "symbol", "settled_at"],
        new("venue", Text, "Such as binance."),
        new("symbol", Text, "The venue's symbol."),
        new("settled_at", Instant, "When it was paid, UTC."),
        new("funding_rate", Number, "A fraction per interval: 0.0001 is 0.01 %."),
        new("funding_rate_pct", Number, "The same in percent per interval. Null: not told."),
        new("interval_hours", Number, "Hours from payment to payment. Null: the usual distance of the series."));
}
