namespace Parquet.Schema;

/// <summary>Kind of a schema node. This implementation handles <see cref="Data"/> only.</summary>
public enum SchemaType
{
    Data,
    Map,
    Struct,
    List,
}

/// <summary>How a <see cref="DateTime"/> is stored.</summary>
public enum DateTimeFormat
{
    /// <summary>INT96, deprecated by the format.</summary>
    Impala,

    /// <summary>INT64, milliseconds since 1970.</summary>
    DateAndTime,

    /// <summary>INT64, microseconds since 1970.</summary>
    DateAndTimeMicros,

    /// <summary>INT32, days since 1970.</summary>
    Date,

    /// <summary>INT64 in the unit of the field.</summary>
    Timestamp,
}

/// <summary>Resolution of a stored time.</summary>
public enum DateTimeTimeUnit
{
    Millis,
    Micros,
    Nanos,
}

/// <summary>How a time of day is stored.</summary>
public enum TimeSpanFormat
{
    /// <summary>INT32, milliseconds since midnight.</summary>
    MilliSeconds,

    /// <summary>INT64, microseconds since midnight.</summary>
    MicroSeconds,
}
