using System.Runtime.InteropServices;

namespace CryptoEtl.Data.Features;

/// <summary>Columns of equal length as bytes, without the rows and columns that are null throughout: days on which an asset has no row, sources that tell nothing.</summary>
internal static class SparseColumns
{
    public static void Write(BinaryWriter writer, double[][] columns)
    {
        var rows = Rows(columns);
        writer.Write(columns.Length);
        writer.Write(columns[0].Length);
        writer.Write(rows.Length);
        writer.Write(MemoryMarshal.AsBytes<int>(rows));
        var values = new double[rows.Length];
        foreach (var column in columns)
        {
            for (var at = 0; at < rows.Length; at++)
                values[at] = column[rows[at]];
            var isTold = Array.Exists(values, value => !double.IsNaN(value));
            writer.Write(isTold);
            if (isTold)
                writer.Write(MemoryMarshal.AsBytes<double>(values));
        }
    }

    public static double[][] Read(BinaryReader reader)
    {
        var (columns, length) = (new double[reader.ReadInt32()][], reader.ReadInt32());
        var rows = new int[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan()));
        var values = new double[rows.Length];
        for (var column = 0; column < columns.Length; column++)
        {
            columns[column] = new double[length];
            Array.Fill(columns[column], double.NaN);
            if (!reader.ReadBoolean())
                continue;
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            for (var at = 0; at < rows.Length; at++)
                columns[column][rows[at]] = values[at];
        }

        return columns;
    }

    /// <summary>Places at which some column has a value.</summary>
    private static int[] Rows(double[][] columns)
    {
        var isTold = new bool[columns[0].Length];
        foreach (var column in columns)
        {
            for (var at = 0; at < isTold.Length; at++)
                isTold[at] |= !double.IsNaN(column[at]);
        }

        return [.. Enumerable.Range(0, isTold.Length).Where(at => isTold[at])];
    }
}
