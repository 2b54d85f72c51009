using Parquet.Data;
using Parquet.Meta;
using Parquet.Schema;
using Parquet.Types;
using PhysicalType = Parquet.Meta.Type;

namespace Parquet.Reading;

/// <summary>Reads statistics into CLR types.</summary>
internal static class Bounds
{
    public static DataColumnStatistics? Read(Statistics? statistics, LeafType leaf, DataField field)
    {
        if (statistics is null) return null;
        bool hasNew = statistics.MinValue is not null || statistics.MaxValue is not null;
        byte[]? least = hasNew ? statistics.MinValue : IsLegacyOrderRight(leaf) ? statistics.Min : null;
        byte[]? most = hasNew ? statistics.MaxValue : IsLegacyOrderRight(leaf) ? statistics.Max : null;
        return new DataColumnStatistics(statistics.NullCount, statistics.DistinctCount, Decode(least, leaf, field), Decode(most, leaf, field));
    }

    /// <summary>The old bounds were ordered by signed comparison, which is wrong for bytes and unsigned numbers.</summary>
    private static bool IsLegacyOrderRight(LeafType leaf) =>
        leaf.Physical is PhysicalType.BOOLEAN or PhysicalType.INT32 or PhysicalType.INT64 or PhysicalType.FLOAT or PhysicalType.DOUBLE
        && leaf.Kind is not (LeafKind.UInt8 or LeafKind.UInt16 or LeafKind.UInt32 or LeafKind.UInt64);

    /// <summary>Bounds serve to skip data; those that make no sense, and NaN, must not fail a read. INT96 has no order.</summary>
    private static object? Decode(byte[]? bound, LeafType leaf, DataField field)
    {
        if (bound is null || leaf.Physical == PhysicalType.INT96) return null;
        try
        {
            object? value = AssemblerFactory.Create(leaf, field.ClrType, false).DecodeBound(bound);
            return value is double.NaN or float.NaN ? null : value;
        }
        catch (Exception e) when (Corruption.Is(e))
        {
            return null;
        }
    }
}
