using System.Text;
using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Gathers one column of a chunk from the bytes of its fields.</summary>
internal abstract class ColumnReader(CellParsing parsing)
{
    protected CellParsing Parsing { get; } = parsing;

    public static ColumnReader Of(ColumnType type, CellParsing parsing, int rows) => type switch
    {
        ColumnType.Text => new Texts(parsing, rows),
        ColumnType.Number => new Numbers(parsing, rows),
        ColumnType.Integer => new Integers(parsing, rows),
        ColumnType.Flag => new Flags(parsing, rows),
        _ => new Times(parsing, rows),
    };

    /// <summary>Reads one field into a row.</summary>
    /// <returns>Null: read; else the rule that it breaks.</returns>
    public string? Read(ReadOnlySpan<byte> field, int row)
    {
        field = CellParsing.Trim(field);
        if (!Parsing.IsNull(field))
            return Value(field, row);
        Clear(row);
        return null;
    }

    /// <summary>The rows so far, as an array of their own.</summary>
    public abstract Array Take(int rows);

    protected abstract string? Value(ReadOnlySpan<byte> field, int row);

    protected abstract void Clear(int row);

    private abstract class Typed<T>(CellParsing parsing, int rows) : ColumnReader(parsing)
    {
        protected T[] Values { get; private set; } = new T[rows];

        public override Array Take(int rows)
        {
            var size = Values.Length;
            var taken = Values;
            Values = new T[size];
            Array.Resize(ref taken, rows);
            return taken;
        }

        protected override void Clear(int row) => Values[row] = default!;
    }

    private sealed class Numbers(CellParsing parsing, int rows) : Typed<double?>(parsing, rows)
    {
        protected override string? Value(ReadOnlySpan<byte> field, int row)
        {
            if (!Parsing.Number(field, out var value))
                return FileRules.Unreadable;
            Values[row] = value;
            return null;
        }
    }

    private sealed class Integers(CellParsing parsing, int rows) : Typed<long?>(parsing, rows)
    {
        protected override string? Value(ReadOnlySpan<byte> field, int row)
        {
            if (!Parsing.Integer(field, out var value))
                return FileRules.Unreadable;
            Values[row] = value;
            return null;
        }
    }

    private sealed class Flags(CellParsing parsing, int rows) : Typed<bool?>(parsing, rows)
    {
        protected override string? Value(ReadOnlySpan<byte> field, int row)
        {
            if (!CellParsing.Flag(field, out var value))
                return FileRules.Unreadable;
            Values[row] = value;
            return null;
        }
    }

    private sealed class Times(CellParsing parsing, int rows) : Typed<DateTime?>(parsing, rows)
    {
        protected override string? Value(ReadOnlySpan<byte> field, int row)
        {
            if (!Parsing.Time(field, out var value))
                return FileRules.Unreadable;
            if (value < FileRules.Earliest || value >= FileRules.End)
                return FileRules.TimeRange;
            Values[row] = value;
            return null;
        }
    }

    /// <summary>Neighbouring rows often hold the same text: it is made once.</summary>
    private sealed class Texts(CellParsing parsing, int rows) : Typed<string?>(parsing, rows)
    {
        private readonly TextCache cache = new();

        protected override string? Value(ReadOnlySpan<byte> field, int row)
        {
            Values[row] = cache.Get(field);
            return null;
        }
    }
}

/// <summary>Keeps the texts seen last, so that names that repeat are one string each.</summary>
internal sealed class TextCache
{
    private const int Size = 4096;

    private readonly (string Text, byte[] Bytes)[] known = new (string, byte[])[Size];

    public string Get(ReadOnlySpan<byte> bytes)
    {
        var code = new HashCode();
        code.AddBytes(bytes);
        ref var slot = ref known[(uint)code.ToHashCode() % Size];
        if (slot.Bytes is null || !bytes.SequenceEqual(slot.Bytes))
            slot = (Encoding.UTF8.GetString(bytes), bytes.ToArray());
        return slot.Text;
    }
}
