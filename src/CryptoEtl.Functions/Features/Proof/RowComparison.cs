using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Functions.Features.Proof;

/// <summary>A cell that is not the same, or a row that only one side has.</summary>
/// <param name="Check">Which comparison saw it.</param>
/// <param name="Asset">Null: the market's row.</param>
/// <param name="Column">A feature, or another column; <c>(row)</c>: the row itself.</param>
public sealed record ProofMismatch(string Check, DateOnly Day, string? Asset, string Column, string Expected, string Actual);

/// <summary>Compares rows of a day to the last bit, and counts.</summary>
internal sealed class RowComparison(string check)
{
    private const int Most = 10;

    public string Check => check;

    public long Days { get; private set; }

    public long Rows { get; private set; }

    public long Cells { get; private set; }

    public long Mismatches { get; private set; }

    /// <summary>The first ones.</summary>
    public List<ProofMismatch> First { get; } = [];

    public void CountDay() => Days++;

    public void Compare(DayRows expected, DayRows actual)
    {
        CountDay();
        Compare(expected.Day, expected.Assets, actual.Assets);
        Compare(expected.Day, expected.Market, actual.Market);
    }

    /// <summary>Rows of one table and day; the columns that tell when and by whom a row was written are passed over.</summary>
    public void Compare(int day, Batch expected, Batch actual)
    {
        var isMarket = expected.Table == FeatureTables.Market;
        var (wanted, there) = (Places(expected, isMarket), Places(actual, isMarket));
        foreach (var (asset, row) in wanted)
        {
            Rows++;
            if (there.TryGetValue(asset, out var other))
                CompareCells(day, isMarket ? null : asset, (expected, row), (actual, other));
            else
                Note(day, isMarket ? null : asset, "(row)", "there", "not there");
        }

        foreach (var asset in there.Keys.Where(asset => !wanted.ContainsKey(asset)))
            Note(day, isMarket ? null : asset, "(row)", "not there", "there");
        if (actual.RowCount != there.Count)
            Note(day, null, "(row)", "once", $"{actual.RowCount - there.Count} rows again");
    }

    private static Dictionary<string, int> Places(Batch rows, bool isMarket)
    {
        var places = new Dictionary<string, int>(rows.RowCount, StringComparer.Ordinal);
        for (var row = 0; row < rows.RowCount; row++)
            places[isMarket ? "" : rows.Texts("asset_id")[row]!] = row;
        return places;
    }

    private void CompareCells(int day, string? asset, (Batch Rows, int At) expected, (Batch Rows, int At) actual)
    {
        var columns = expected.Rows.Table.Columns.Count - Tables.Clocks.Length;
        Cells += columns;
        for (var column = 0; column < columns; column++)
        {
            if (!IsSame(expected.Rows[column], expected.At, actual.Rows[column], actual.At))
                Note(day, asset, expected.Rows.Table.Columns[column].Name, Text(expected.Rows[column], expected.At), Text(actual.Rows[column], actual.At));
        }
    }

    private static bool IsSame(Array expected, int at, Array actual, int other) => expected switch
    {
        double?[] numbers => Bits(numbers[at]) == Bits(((double?[])actual)[other]),
        DateTime?[] instants => instants[at] == ((DateTime?[])actual)[other],
        bool?[] flags => flags[at] == ((bool?[])actual)[other],
        _ => ((string?[])expected)[at] == ((string?[])actual)[other],
    };

    private static long? Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number) : null;

    private static string Text(Array column, int at) => column.GetValue(at) switch
    {
        null => "null",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
        var other => other.ToString()!,
    };

    private void Note(int day, string? asset, string column, string expected, string actual)
    {
        Mismatches++;
        if (First.Count < Most)
            First.Add(new(check, DateOnly.FromDayNumber(day), asset, column, expected, actual));
    }
}
