using System.Globalization;

namespace CryptoEtl.Core.Tests.Features.Golden;

/// <summary>Values of public libraries, where they lie above the test assembly. They are read there and are not part of the project.</summary>
internal static class GoldenFiles
{
    public const string Missing = "the golden files (shared/features/golden) are not above the test assembly";

    private static readonly string? Root = Find();

    public static bool IsMissing => Root is null;

    public static IEnumerable<GoldenCase> Series() => Index().Where(row => row("kind") == "series").Select(Case);

    public static IEnumerable<(string Function, double? Periods, double[] Returns, double Expected, double Tolerance)> Scalars() =>
        from one in Index().Where(row => row("kind") == "scalar")
        from row in Rows(one("expected_file"))
        where row("function") == one("indicator")
        select (row("function"), row("params") == "" ? (double?)null : Number(row("params").Split('=')[1]), row("series").Split(';').Select(Number).ToArray(), Number(row("expected")), Number(one("abs_tolerance")));

    private static GoldenCase Case(Func<string, string> index)
    {
        var (input, expected) = (Table(Path.Combine("inputs", index("input_file"))), Table(index("expected_file")));
        var places = input["date"].Index().ToDictionary(row => row.Item, row => row.Index);
        return new(
            index("indicator"), index("expected_file"),
            index("params").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(param => param.Split('=')).ToDictionary(param => param[0], param => Number(param[1])),
            input.Where(column => column.Key != "date").ToDictionary(column => column.Key, column => column.Value.Select(Number).ToArray()),
            expected.Where(column => column.Key != "date").ToDictionary(
                column => column.Key,
                IReadOnlyDictionary<int, double> (column) => column.Value.Index().ToDictionary(row => places[expected["date"][row.Index]], row => Number(row.Item))),
            Number(index("abs_tolerance")), index("matches_spec") == "yes");
    }

    /// <summary>Empty: NaN.</summary>
    private static double Number(string text) => text == "" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<Func<string, string>> Index() => Rows("index.csv");

    private static Dictionary<string, string[]> Table(string path)
    {
        var rows = Rows(path).ToArray();
        return File.ReadLines(Path.Combine(Root!, path)).First().Split(',').ToDictionary(column => column, column => rows.Select(row => row(column)).ToArray());
    }

    /// <summary>Only the last column, a note, may hold commas.</summary>
    private static IEnumerable<Func<string, string>> Rows(string path)
    {
        var lines = File.ReadAllLines(Path.Combine(Root!, path));
        var columns = lines[0].Split(',').Index().ToDictionary(column => column.Item, column => column.Index);
        return lines.Skip(1).Select(line => line.Split(',', columns.Count)).Select(fields => (Func<string, string>)(column => fields[columns[column]]));
    }

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "features", "golden");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
