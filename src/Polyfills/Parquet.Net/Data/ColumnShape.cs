using Parquet.Schema;

namespace Parquet.Data;

/// <summary>Splits an array with nulls into levels and values. For callers that ask; reading and writing do without.</summary>
internal static class ColumnShape
{
    public static Array Defined(DataField field, Array data)
    {
        if (field.ClrType.IsValueType && data.GetType().GetElementType() == field.ClrType) return data;
        int[] levels = Levels(data);
        Array result = Array.CreateInstance(field.ClrType, levels.Sum());
        int next = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            if (levels[i] == 1) result.SetValue(data.GetValue(i), next++);
        }
        return result;
    }

    public static int[] Levels(Array data)
    {
        var levels = new int[data.Length];
        for (int i = 0; i < levels.Length; i++) levels[i] = data.GetValue(i) is null ? 0 : 1;
        return levels;
    }
}
