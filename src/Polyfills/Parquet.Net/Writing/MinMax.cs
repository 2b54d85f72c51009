using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Writing;

/// <summary>Smallest and largest of the stored numbers of a column chunk.</summary>
internal sealed class MinMax<T>
    where T : unmanaged
{
    private T _least, _most;
    private bool _isStarted, _hasNaN;

    /// <summary>Null while there is no value. NaN has no place in the order, so a single one voids the bounds.</summary>
    public byte[]? Least => HasBounds ? MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in _least)).ToArray() : null;

    public byte[]? Most => HasBounds ? MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in _most)).ToArray() : null;

    private bool HasBounds => _isStarted && !_hasNaN;

    public void Add(ReadOnlySpan<T> values)
    {
        if (values.IsEmpty || _hasNaN) return;
        if (typeof(T) == typeof(int)) Add<int>(values);
        else if (typeof(T) == typeof(long)) Add<long>(values);
        else if (typeof(T) == typeof(uint)) Add<uint>(values);
        else if (typeof(T) == typeof(ulong)) Add<ulong>(values);
        else if (typeof(T) == typeof(float)) AddFloating<float>(values);
        else if (typeof(T) == typeof(double)) AddFloating<double>(values);
    }

    /// <summary>Zeros have two signs; the bounds take the wider one.</summary>
    private void AddFloating<TNumber>(ReadOnlySpan<T> values)
        where TNumber : unmanaged, IFloatingPointIeee754<TNumber>
    {
        Add<TNumber>(values);
        ref TNumber least = ref Unsafe.As<T, TNumber>(ref _least), most = ref Unsafe.As<T, TNumber>(ref _most);
        if (least == TNumber.Zero) least = TNumber.NegativeZero;
        if (most == TNumber.Zero) most = TNumber.Zero;
    }

    private void Add<TNumber>(ReadOnlySpan<T> values)
        where TNumber : unmanaged, INumber<TNumber>
    {
        ReadOnlySpan<TNumber> numbers = MemoryMarshal.Cast<T, TNumber>(values);
        ref TNumber least = ref Unsafe.As<T, TNumber>(ref _least), most = ref Unsafe.As<T, TNumber>(ref _most);
        if (!_isStarted) least = most = numbers[0];
        _isStarted = true;
        _hasNaN = Scan(numbers, ref least, ref most);
    }

    /// <summary>Returns whether there is a NaN.</summary>
    private static bool Scan<TNumber>(ReadOnlySpan<TNumber> numbers, ref TNumber least, ref TNumber most)
        where TNumber : unmanaged, INumber<TNumber>
    {
        ReadOnlySpan<Vector<TNumber>> vectors = MemoryMarshal.Cast<TNumber, Vector<TNumber>>(numbers);
        Vector<TNumber> low = new(least), high = new(most), isNumber = Vector.Equals(low, low);
        foreach (Vector<TNumber> vector in vectors)
        {
            low = Vector.Min(low, vector);
            high = Vector.Max(high, vector);
            isNumber &= Vector.Equals(vector, vector);
        }
        bool hasNaN = Vector.EqualsAny(isNumber, Vector<TNumber>.Zero);
        for (int i = 0; i < Vector<TNumber>.Count; i++) Take(low[i], high[i], ref least, ref most);
        foreach (TNumber number in numbers[(vectors.Length * Vector<TNumber>.Count)..])
        {
            hasNaN |= TNumber.IsNaN(number);
            Take(number, number, ref least, ref most);
        }
        return hasNaN;
    }

    private static void Take<TNumber>(TNumber low, TNumber high, ref TNumber least, ref TNumber most)
        where TNumber : INumber<TNumber>
    {
        if (low < least) least = low;
        if (high > most) most = high;
    }
}
