namespace Parquet.Data;

/// <summary>What the writer recorded about a column chunk. Null means that it recorded nothing.</summary>
public class DataColumnStatistics
{
    public DataColumnStatistics()
    {
    }

    public DataColumnStatistics(long? nullCount, long? distinctCount, object? minValue, object? maxValue)
    {
        NullCount = nullCount;
        DistinctCount = distinctCount;
        MinValue = minValue;
        MaxValue = maxValue;
    }

    public long? NullCount { get; internal set; }

    public long? DistinctCount { get; internal set; }

    /// <summary>Lower bound of the values, in the CLR type of the column.</summary>
    public object? MinValue { get; internal set; }

    /// <summary>Upper bound of the values, in the CLR type of the column.</summary>
    public object? MaxValue { get; internal set; }
}
