using System.Collections.Concurrent;
using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Columns that a file lacks: null throughout. Nobody writes into them, so one array serves all blocks of a length.</summary>
internal static class AbsentColumns
{
    /// <summary>Blocks have few lengths; with more the arrays are let go.</summary>
    private const int MostKept = 32;

    private static readonly ConcurrentDictionary<(ColumnType Type, int Rows), Array> Kept = new();

    public static void Fill(TableDefinition table, Array[] arrays, int rows)
    {
        for (var at = 0; at < arrays.Length; at++)
            arrays[at] ??= NullsOf(table.Columns[at].Type, rows);
    }

    private static Array NullsOf(ColumnType type, int rows)
    {
        if (Kept.Count > MostKept)
            Kept.Clear();
        return Kept.GetOrAdd((type == ColumnType.Day ? ColumnType.Instant : type, rows), static key => Batch.NewColumn(key.Type, key.Rows));
    }
}
