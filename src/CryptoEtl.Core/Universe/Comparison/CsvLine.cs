using System.Text;

namespace CryptoEtl.Core.Universe.Comparison;

/// <summary>Splits a line of CSV; fields in quotes may hold commas and doubled quotes, but no line breaks.</summary>
internal static class CsvLine
{
    public static IReadOnlyList<string> Split(string line)
    {
        if (!line.Contains('"'))
            return line.Split(',');
        var (fields, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var character in line)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            if (character != ',' || isQuoted)
                field.Append(character);
            else
                Close(fields, field);
        }

        Close(fields, field);
        return fields;
    }

    private static void Close(List<string> fields, StringBuilder field)
    {
        var text = field.ToString();
        fields.Add(text.Length > 1 && text[0] == '"' && text[^1] == '"' ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text);
        field.Clear();
    }
}
