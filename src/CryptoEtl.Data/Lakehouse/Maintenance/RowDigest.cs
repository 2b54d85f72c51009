using System.Numerics;
using System.Runtime.InteropServices;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Lakehouse.Maintenance;

/// <summary>
/// A sum of 128-bit hashes, one per row over all its columns. Two sets of rows have the same digest if they hold the same
/// rows, each as often, in whatever order and files; otherwise by a chance of about 2^-128.
/// </summary>
internal sealed class RowDigest
{
    private const ulong First = 0x9E3779B97F4A7C15, Second = 0xC2B2AE3D27D4EB4F, NullMark = 0x165667B19E3779F9;

    public long Rows { get; private set; }

    public UInt128 Sum { get; private set; }

    public void Add(Batch rows)
    {
        var hashes = new (ulong Low, ulong High)[rows.RowCount];
        Array.Fill(hashes, (First, Second));
        for (var column = 0; column < rows.Table.Columns.Count; column++)
            AddColumn(rows[column], hashes);
        foreach (var (low, high) in hashes)
            Sum += new UInt128(Finish(high), Finish(low));
        Rows += rows.RowCount;
    }

    public bool Equals(RowDigest other) => (Rows, Sum) == (other.Rows, other.Sum);

    private static void AddColumn(Array column, (ulong Low, ulong High)[] hashes)
    {
        switch (column)
        {
            case string?[] texts: AddTexts(texts, hashes); break;
            case double?[] numbers: AddAll(numbers, BitConverter.DoubleToUInt64Bits, hashes); break;
            case long?[] integers: AddAll(integers, value => (ulong)value, hashes); break;
            case bool?[] flags: AddAll(flags, value => value ? 1UL : 0UL, hashes); break;
            case DateTime?[] instants: AddAll(instants, value => (ulong)value.Ticks, hashes); break;
            default: throw new ArgumentException($"cannot hash {column.GetType().Name}", nameof(column));
        }
    }

    private static void AddAll<T>(T?[] values, Func<T, ulong> bits, (ulong Low, ulong High)[] hashes)
        where T : struct
    {
        for (var row = 0; row < values.Length; row++)
            hashes[row] = values[row] is { } value ? Mix(Mix(hashes[row], 1), bits(value)) : Mix(hashes[row], NullMark);
    }

    private static void AddTexts(string?[] texts, (ulong Low, ulong High)[] hashes)
    {
        for (var row = 0; row < texts.Length; row++)
            hashes[row] = texts[row] is { } text ? MixText(hashes[row], text) : Mix(hashes[row], NullMark);
    }

    /// <summary>The length goes first, so that no text is another's beginning.</summary>
    private static (ulong Low, ulong High) MixText((ulong Low, ulong High) hash, string text)
    {
        hash = Mix(hash, (ulong)text.Length + 2);
        var words = MemoryMarshal.Cast<char, ulong>(text.AsSpan());
        foreach (var word in words)
            hash = Mix(hash, word);
        foreach (var rest in text.AsSpan(words.Length * (sizeof(ulong) / sizeof(char))))
            hash = Mix(hash, rest);
        return hash;
    }

    private static (ulong Low, ulong High) Mix((ulong Low, ulong High) hash, ulong value) => (
        BitOperations.RotateLeft((hash.Low ^ value) * First, 29) + Second,
        BitOperations.RotateLeft((hash.High + value) * Second, 37) ^ First);

    /// <summary>Every bit depends on every other: sums of such numbers do not cancel out by accident.</summary>
    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);
    }
}
