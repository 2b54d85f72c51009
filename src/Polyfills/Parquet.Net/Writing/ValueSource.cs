using System.Buffers;
using System.Runtime.CompilerServices;
using Parquet.Encodings;
using Parquet.Meta;

namespace Parquet.Writing;

/// <summary>A column of value types: levels here, values in the derived class.</summary>
internal abstract class ValueSource<T>(Array data, bool isOptional, int storedBits) : ColumnSource(data.Length, isOptional)
    where T : struct
{
    private readonly T[]? _plain = data as T[];
    private readonly T?[]? _nullable = data as T?[];
    private readonly int _rowsPerPage = (int)(PageBytes * 8L / storedBits);

    public override int WritePage(int start, PooledBuffer target, out Encoding encoding)
    {
        int count = Math.Min(_rowsPerPage, RowCount - start);
        if (_nullable is null)
        {
            if (IsOptional) LevelEncoder.WriteUniform(count, 1, target);
            encoding = WriteValues(_plain.AsSpan(start, count), target);
        }
        else
        {
            encoding = WriteSparse(_nullable.AsSpan(start, count), target);
        }
        return count;
    }

    protected abstract Encoding WriteValues(ReadOnlySpan<T> values, PooledBuffer target);

    private Encoding WriteSparse(ReadOnlySpan<T?> rows, PooledBuffer target)
    {
        T[] values = ArrayPool<T>.Shared.Rent(rows.Length);
        byte[] flags = ArrayPool<byte>.Shared.Rent(rows.Length);
        try
        {
            int defined = Split(rows, values, flags);
            NullCount += rows.Length - defined;
            LevelEncoder.Write(flags.AsSpan(0, rows.Length), defined, target);
            return WriteValues(values.AsSpan(0, defined), target);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(values, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            ArrayPool<byte>.Shared.Return(flags);
        }
    }

    /// <summary>Without a branch: a null leaves its slot to the next value.</summary>
    private static int Split(ReadOnlySpan<T?> rows, T[] values, byte[] flags)
    {
        int defined = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            bool has = rows[i].HasValue;
            byte flag = Unsafe.BitCast<bool, byte>(has);
            flags[i] = flag;
            values[defined] = rows[i].GetValueOrDefault();
            defined += flag;
        }
        return defined;
    }
}
