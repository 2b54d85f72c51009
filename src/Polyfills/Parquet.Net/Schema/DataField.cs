using System.Numerics;
using Parquet.Data;

namespace Parquet.Schema;

/// <summary>A column.</summary>
public class DataField : Field
{
    private static readonly HashSet<Type> Supported =
    [
        typeof(bool), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long),
        typeof(ulong), typeof(float), typeof(double), typeof(decimal), typeof(BigDecimal), typeof(BigInteger), typeof(string),
        typeof(byte[]), typeof(DateTime), typeof(DateOnly), typeof(TimeSpan), typeof(TimeOnly), typeof(Guid),
    ];

    private bool _isNullable;

    /// <param name="name">Column name.</param>
    /// <param name="clrType">Type of the values. A nullable value type, string or byte[] makes the column nullable.</param>
    /// <param name="isNullable">Overrules what <paramref name="clrType"/> says about nulls; null leaves it.</param>
    /// <param name="isArray">Repeated columns are not supported: true is refused.</param>
    /// <param name="propertyName">Property of a serialised class; null means the column name.</param>
    /// <exception cref="NotSupportedException">The type, or a repeated column, is not supported.</exception>
    public DataField(string name, Type clrType, bool? isNullable = null, bool? isArray = null, string? propertyName = null)
        : base(name, SchemaType.Data)
    {
        ArgumentNullException.ThrowIfNull(clrType);
        Type? underlying = Nullable.GetUnderlyingType(clrType);
        ClrType = underlying ?? clrType;
        if (!Supported.Contains(ClrType)) throw new NotSupportedException($"field '{name}': type {clrType} is not supported");
        if (isArray == true) throw new NotSupportedException($"field '{name}': repeated columns are not supported");
        IsNullable = isNullable ?? (underlying is not null || !ClrType.IsValueType);
        ClrPropName = propertyName ?? name;
    }

    /// <summary>Type of a value that is not null.</summary>
    public Type ClrType { get; }

    /// <summary>Element type of the arrays this column reads into: <see cref="ClrType"/>, or its nullable form.</summary>
    public Type ClrNullableIfHasNullsType { get; private set; } = typeof(void);

    /// <summary>Always false: repeated columns are not supported.</summary>
    public bool IsArray { get; }

    public int MaxDefinitionLevel => IsNullable ? 1 : 0;

    public int MaxRepetitionLevel => IsArray ? 1 : 0;

    public override bool IsNullable
    {
        get => _isNullable;
        internal set
        {
            _isNullable = value;
            ClrNullableIfHasNullsType = value && ClrType.IsValueType ? typeof(Nullable<>).MakeGenericType(ClrType) : ClrType;
        }
    }

    internal string ClrPropName { get; }

    /// <summary>Position in the file this field was read from; -1 for a field made by the caller.</summary>
    internal int Ordinal { get; private set; } = -1;

    /// <summary>Ties the field to a column of a file. The name comes apart, as an empty one is legal in a file.</summary>
    internal DataField Bind(string name, int ordinal)
    {
        Rename(name);
        Ordinal = ordinal;
        return this;
    }

    public override bool Equals(object? obj) =>
        base.Equals(obj) && obj is DataField other && ClrType == other.ClrType && IsNullable == other.IsNullable;

    public override int GetHashCode() => base.GetHashCode();

    public override string ToString() => $"{Path} ({ClrType}{(IsNullable ? "?" : "")})";
}
