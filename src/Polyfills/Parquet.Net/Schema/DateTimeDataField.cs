namespace Parquet.Schema;

/// <summary>A column of <see cref="DateTime"/> with a chosen storage.</summary>
public class DateTimeDataField : DataField
{
    /// <param name="name">Column name.</param>
    /// <param name="format">How values are stored.</param>
    /// <param name="isAdjustedToUTC">True: values are instants. False: wall-clock values of an unknown zone.</param>
    /// <param name="unit">Resolution for <see cref="DateTimeFormat.Timestamp"/>; null means microseconds.</param>
    /// <param name="isNullable">True for a column with nulls; null means false.</param>
    /// <param name="isArray">Repeated columns are not supported.</param>
    /// <param name="propertyName">Property of a serialised class; null means the column name.</param>
    public DateTimeDataField(string name, DateTimeFormat format, bool isAdjustedToUTC = true, DateTimeTimeUnit? unit = null, bool? isNullable = null, bool? isArray = null, string? propertyName = null)
        : base(name, typeof(DateTime), isNullable, isArray, propertyName)
    {
        DateTimeFormat = format;
        IsAdjustedToUTC = isAdjustedToUTC;
        Unit = unit ?? (format == DateTimeFormat.DateAndTime ? DateTimeTimeUnit.Millis : DateTimeTimeUnit.Micros);
    }

    public DateTimeFormat DateTimeFormat { get; }

    public bool IsAdjustedToUTC { get; }

    public DateTimeTimeUnit Unit { get; }
}

/// <summary>A column of times of day as <see cref="TimeSpan"/>, with a chosen resolution.</summary>
public class TimeSpanDataField(string name, TimeSpanFormat format, bool? isNullable = null, bool? isArray = null, string? propertyName = null)
    : DataField(name, typeof(TimeSpan), isNullable, isArray, propertyName)
{
    public TimeSpanFormat TimeSpanFormat { get; } = format;
}

/// <summary>A column of times of day as <see cref="TimeOnly"/>, with a chosen resolution.</summary>
public class TimeOnlyDataField(string name, TimeSpanFormat format, bool? isNullable = null, bool? isArray = null, string? propertyName = null)
    : DataField(name, typeof(TimeOnly), isNullable, isArray, propertyName)
{
    public TimeSpanFormat TimeSpanFormat { get; } = format;
}
