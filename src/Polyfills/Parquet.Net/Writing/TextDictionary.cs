using System.Buffers;

namespace Parquet.Writing;

/// <summary>
/// Numbers the distinct strings of a column. Rows often hold the very instance of the row before, or of few symbols, so
/// the table is looked up only where the reference has changed.
/// </summary>
internal sealed class TextDictionary
{
    /// <summary>Dictionaries beyond this cost readers more than they save.</summary>
    private const int MaximumChars = 1024 * 1024;

    /// <summary>Rows after which a column of mostly distinct strings is given up.</summary>
    private const int Sample = 4096;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private long _chars;

    /// <summary>Distinct strings in the order of their numbers.</summary>
    public List<string> Entries { get; } = [];

    /// <summary>One number per row, -1 for null; from the shared pool. Null when a dictionary does not pay.</summary>
    public static (TextDictionary Dictionary, int[] Rows)? TryBuild(string?[] rows, double threshold)
    {
        var dictionary = new TextDictionary();
        int[] numbers = ArrayPool<int>.Shared.Rent(rows.Length);
        if (dictionary.Number(rows, numbers, threshold)) return (dictionary, numbers);
        ArrayPool<int>.Shared.Return(numbers);
        return null;
    }

    private bool Number(string?[] rows, int[] numbers, double threshold)
    {
        string? last = null;
        int lastNumber = -1, defined = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            string? value = rows[i];
            if (!ReferenceEquals(value, last) || value is null)
            {
                lastNumber = value is null ? -1 : Number(value);
                last = value;
            }
            numbers[i] = lastNumber;
            if (value is not null) defined++;
            if (i == Sample && Entries.Count > threshold * defined) return false;
            if (_chars > MaximumChars) return false;
        }
        return Entries.Count > 0 && Entries.Count <= threshold * defined;
    }

    private int Number(string value)
    {
        if (_numbers.TryGetValue(value, out int number)) return number;
        number = Entries.Count;
        _numbers.Add(value, number);
        Entries.Add(value);
        _chars += value.Length + sizeof(int);
        return number;
    }
}
