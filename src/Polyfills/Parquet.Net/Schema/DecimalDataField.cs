using Parquet.Data;

namespace Parquet.Schema;

/// <summary>A column of decimals with a fixed number of digits.</summary>
public class DecimalDataField : DataField
{
    /// <param name="name">Column name.</param>
    /// <param name="precision">All digits: 1 to 38.</param>
    /// <param name="scale">Digits after the point: 0 to <paramref name="precision"/>.</param>
    /// <param name="forceByteArrayEncoding">
    /// True stores every precision as FIXED_LEN_BYTE_ARRAY. False stores up to 9 digits as INT32 and up to 18 as INT64.
    /// </param>
    /// <param name="isNullable">True for a column with nulls; null means false.</param>
    /// <param name="isArray">Repeated columns are not supported.</param>
    /// <param name="propertyName">Property of a serialised class; null means the column name.</param>
    /// <param name="clrType">decimal (also when null) or <see cref="BigDecimal"/>, or their nullable forms.</param>
    public DecimalDataField(string name, int precision, int scale = 0, bool forceByteArrayEncoding = false, bool? isNullable = null, bool? isArray = null, string? propertyName = null, Type? clrType = null)
        : base(name, clrType ?? typeof(decimal), isNullable, isArray, propertyName)
    {
        if (ClrType != typeof(decimal) && ClrType != typeof(BigDecimal))
            throw new ArgumentException($"{clrType} is not a decimal type", nameof(clrType));
        if (precision < 1) throw new ArgumentException($"precision must be 1 or more, it is {precision}", nameof(precision));
        if (scale < 0) throw new ArgumentException($"scale must be 0 or more, it is {scale}", nameof(scale));
        if (scale > precision) throw new ArgumentException($"scale {scale} exceeds precision {precision}", nameof(scale));
        Precision = precision;
        Scale = scale;
        ForceByteArrayEncoding = forceByteArrayEncoding;
    }

    public int Precision { get; }

    public int Scale { get; }

    public bool ForceByteArrayEncoding { get; }

    public override bool Equals(object? obj) =>
        base.Equals(obj) && obj is DecimalDataField other && Precision == other.Precision && Scale == other.Scale;

    public override int GetHashCode() => base.GetHashCode();
}

/// <summary>A column of decimals that may be too large for System.Decimal.</summary>
public class BigDecimalDataField(string name, int precision, int scale = 0, bool? isNullable = null, bool? isArray = null, string? propertyName = null)
    : DecimalDataField(name, precision, scale, true, isNullable, isArray, propertyName, typeof(BigDecimal));
