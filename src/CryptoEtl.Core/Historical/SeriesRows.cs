namespace CryptoEtl.Core.Historical;

/// <summary>The rows of an answer in the shape of their ledger: points of the moment and points off the grid are left out.</summary>
public static class SeriesRows
{
    /// <param name="parsed">Rows of the answer's transient table.</param>
    public static Batch Of(SeriesRequest request, Batch parsed)
    {
        var table = SeriesKinds.TableOf(request.Kind);
        var kept = parsed.Take(Kept(request, parsed));
        return new(table, [.. table.Columns.Select(column => ColumnOf(column, request, kept))]);
    }

    private static List<int> Kept(SeriesRequest request, Batch parsed)
    {
        var (live, stamps) = (parsed.Flags("is_live"), parsed.Instants("stamp"));
        var isDaily = SeriesKinds.GrainOf(request.Kind) == "day";
        var isOfSeries = SelectorOf(request.Kind, parsed);
        var kept = new List<int>(parsed.RowCount);
        for (var row = 0; row < parsed.RowCount; row++)
        {
            if (live[row] != true && stamps[row] is { } stamp && !(isDaily && stamp.TimeOfDay != TimeSpan.Zero) && isOfSeries(row))
                kept.Add(row);
        }

        return kept;
    }

    /// <summary>Some answers hold several series at once.</summary>
    private static Func<int, bool> SelectorOf(string kind, Batch parsed)
    {
        if (kind == SeriesKinds.Tvl)
        {
            var scopes = parsed.Texts("scope");
            return row => scopes[row] == "all";
        }

        if (kind == SeriesKinds.Dex)
        {
            var measures = parsed.Texts("measure");
            return row => measures[row] == "day";
        }

        return _ => true;
    }

    private static Array ColumnOf(Column column, SeriesRequest request, Batch kept) => column.Name switch
    {
        "asset_id" or "slug" => Filled<string?>(request.Subject, kept.RowCount),
        "grain" => Filled<string?>(SeriesKinds.GrainOf(request.Kind), kept.RowCount),
        "lunarcrush_id" => Filled<long?>(long.Parse(request.Subject, System.Globalization.CultureInfo.InvariantCulture), kept.RowCount),
        Tables.Revision => new string?[kept.RowCount],
        _ => kept[column.Name],
    };

    private static T[] Filled<T>(T value, int length)
    {
        var column = new T[length];
        Array.Fill(column, value);
        return column;
    }
}
