using static CryptoEtl.Core.ColumnType;

namespace CryptoEtl.Core.Historical;

/// <summary>Columns that all series share: when a point is, which day it is of, and whether it may still change by itself.</summary>
public static class SeriesColumns
{
    public static readonly Column Stamp = new("stamp", Instant, "The source's own stamp, unchanged. What it means is the table's matter.");

    public static readonly Column UtcDay = new("day", Day, "UTC day the value belongs to. A value at 00:00 belongs to the day that ends there.");

    public static readonly Column IsLive = new("is_live", Flag,
        "True: a partial value of the moment of the answer. It is no value of a day, an hour or a candle, and will be replaced.");

    public static readonly Column Revision = new(Tables.Revision, Text,
        "appended: first told. closed_edge: told before its period was settled, and otherwise since. restated: a settled value changed. "
        + "withdrawn: told before, and no longer (the values are null). null_filled: a value where an answer had none.");
}
