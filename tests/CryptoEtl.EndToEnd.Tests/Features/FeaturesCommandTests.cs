using System.Globalization;
using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Features;

/// <summary>Files in, features out, by the real command line.</summary>
public sealed class FeaturesCommandTests : IDisposable
{
    private readonly FeatureFilesOfATest files = new();

    [Fact]
    public async Task Bars_as_text_become_features_as_text_in_the_documented_order()
    {
        var run = await Etl.RunAsync(files.Arguments("out.csv", "--columns", "universe_n,size_rank,vol_7d,ret_1d"));

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("72 rows of 6 assets on 12 days, 2024-01-01 to 2024-01-12", run.Output, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(files["out.csv"]);
        Assert.Equal(Expected(), lines.Select(Rounded));
        Assert.Contains("coin-a,2024-01-02,ret_1d,0.30000000000000004", lines);
    }

    [SkippableFact]
    public async Task Parquet_and_text_in_and_out_hold_the_same_cells_as_another_reader_sees_them()
    {
        await ToParquetAsync("daily.csv", "daily.parquet", "CAST(date AS DATE) AS date, * EXCLUDE (date)");
        await ToParquetAsync("universe.csv", "universe.parquet", "CAST(date AS TIMESTAMP) AS date, asset_id");
        var text = await Etl.RunAsync(files.Arguments("long.csv"));
        var wide = await Etl.RunAsync("features", "--in", files["daily.parquet"], "--universe", files["universe.parquet"], "--out", files["wide.parquet"]);

        Assert.True(text.ExitCode == 0 && wide.ExitCode == 0, $"{text}{wide}");
        Assert.Contains(files["wide.market.parquet"], wide.Output, StringComparison.Ordinal);
        var cells = $"(FROM (UNPIVOT (SELECT * EXCLUDE (decision_time, is_member, max_published_at, spec_version, config_hash) FROM '{files["wide.parquet"]}') ON * EXCLUDE (asset_id, date) INTO NAME feature VALUE value) SELECT asset_id, date, feature, value " +
            $"UNION ALL FROM (UNPIVOT (SELECT * EXCLUDE (decision_time, max_published_at, spec_version, config_hash) FROM '{files["wide.market.parquet"]}') ON * EXCLUDE (date) INTO NAME feature VALUE value) SELECT '_MARKET', date, feature, value)";
        var lines = $"(SELECT asset_id, date, feature, value FROM read_csv('{files["long.csv"]}', columns = {{asset_id: 'VARCHAR', date: 'DATE', feature: 'VARCHAR', value: 'DOUBLE'}}, header = true))";
        var counts = (await DuckDb.QueryAsync($"SELECT (SELECT count(*) FROM {lines}) AS n, (SELECT count(*) FROM ({lines} EXCEPT ALL {cells})) AS l, (SELECT count(*) FROM ({cells} EXCEPT ALL {lines})) AS r"))[0];
        Assert.Equal(("0", "0"), (Text(counts, "l"), Text(counts, "r")));
        Assert.True(int.Parse(Text(counts, "n"), CultureInfo.InvariantCulture) > FeatureFilesOfATest.Assets * FeatureFilesOfATest.Days * 5);
    }

    [SkippableFact]
    public async Task The_wide_tables_name_and_date_their_rows()
    {
        var run = await Etl.RunAsync(files.Arguments("wide.parquet", "--from", "2024-01-05", "--to", "2024-01-06", "--columns", "ret_1d,universe_n"));

        Assert.True(run.ExitCode == 0, run.ToString());
        var rows = await DuckDb.QueryAsync($"SELECT *, row_number() OVER () AS at FROM '{files["wide.parquet"]}'");
        Assert.Equal(12, rows.Length);
        Assert.Equal(
            ["asset_id", "date", "decision_time", "is_member", "max_published_at", "spec_version", "config_hash", "ret_1d", "at"], rows[0].EnumerateObject().Select(column => column.Name));
        Assert.Equal(rows.OrderBy(row => Text(row, "date")).ThenBy(row => Text(row, "asset_id"), StringComparer.Ordinal).Select(row => Text(row, "at")), rows.Select(row => Text(row, "at")));
        Assert.Equal(("2024-01-05", "2024-01-06 01:00:00+00", "2024-01-06 00:40:00+00", "True", "1"), (Text(rows[0], "date"), Text(rows[0], "decision_time"), Text(rows[0], "max_published_at"), Text(rows[0], "is_member"), Text(rows[0], "spec_version")));
        Assert.Matches("^[0-9a-f]{64}$", Text(rows[0], "config_hash"));
        var market = await DuckDb.QueryAsync($"FROM '{files["wide.market.parquet"]}'");
        Assert.Equal(["date", "decision_time", "max_published_at", "spec_version", "config_hash", "universe_n"], market[0].EnumerateObject().Select(column => column.Name));
        Assert.Equal(["6", "6"], market.Select(row => Text(row, "universe_n")));
    }

    [Fact]
    public async Task Machines_get_one_object()
    {
        files.Write("config.json", """{"min_cross_section": 7}""");
        var run = await Etl.RunAsync(files.Arguments("out.csv.gz", "--columns", "ret_1d,size_rank", "--config", files["config.json"], "--json"));

        Assert.True(run.ExitCode == 0, run.ToString());
        var told = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((72, 6, 12, 144, "2024-01-01"), (told.GetProperty("rows").GetInt32(), told.GetProperty("assets").GetInt32(), told.GetProperty("days").GetInt32(), told.GetProperty("cells").GetInt32(), Text(told, "from")));
        Assert.Equal((6 + 72) / 144.0, told.GetProperty("nulls_share").GetDouble());
        Assert.Equal([files["out.csv.gz"]], told.GetProperty("files").EnumerateArray().Select(file => file.GetString()));
    }

    [Fact]
    public async Task The_list_of_features_is_text_objects_or_a_page()
    {
        var (text, json, page) = (await Etl.RunAsync("features", "list"), await Etl.RunAsync("features", "list", "--json"), await Etl.RunAsync("features", "list", "--markdown"));

        var features = JsonDocument.Parse(json.Output).RootElement.EnumerateArray().ToList();
        Assert.Equal((132, 133), (features.Count, text.Output.TrimEnd().Split('\n').Length));
        Assert.Equal(["name", "group", "kind", "formula", "window", "lookback", "unit", "source", "reference", "is_market"], features[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "features.md")), page.Output.ReplaceLineEndings("\n"));
    }

    public void Dispose() => files.Dispose();

    /// <summary>All lines, worked out here from the closes, to 12 digits.</summary>
    private static IEnumerable<string> Expected()
    {
        yield return "asset_id,date,feature,value";
        for (var day = 0; day < FeatureFilesOfATest.Days; day++)
        {
            for (var asset = 0; asset < FeatureFilesOfATest.Assets; asset++)
            {
                var start = $"{FeatureFilesOfATest.Name(asset)},{FeatureFilesOfATest.Date(day)}";
                if (day > 0)
                    yield return Rounded($"{start},ret_1d,{(Ratio(asset, day) - 1).ToString(CultureInfo.InvariantCulture)}");
                if (Volatility(asset, day) is { } volatility)
                    yield return Rounded($"{start},vol_7d,{volatility.ToString(CultureInfo.InvariantCulture)}");
                yield return Rounded($"{start},size_rank,{((asset + 0.5) / FeatureFilesOfATest.Assets).ToString(CultureInfo.InvariantCulture)}");
            }

            yield return $"_MARKET,{FeatureFilesOfATest.Date(day)},universe_n,6";
        }
    }

    private static double Ratio(int asset, int day) => FeatureFilesOfATest.Close(asset, day) / FeatureFilesOfATest.Close(asset, day - 1);

    private static double? Volatility(int asset, int day)
    {
        var returns = Enumerable.Range(Math.Max(1, day - 6), day - Math.Max(1, day - 6) + 1).Select(at => Math.Log(Ratio(asset, at))).ToList();
        return returns.Count < 5 ? null : Math.Sqrt(returns.Sum(one => Math.Pow(one - returns.Average(), 2)) / (returns.Count - 1) * 365);
    }

    private static string Rounded(string line) =>
        line.Split(',') is [_, _, _, var value] cells && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? string.Join(',', [.. cells[..3], Math.Round(number, 12).ToString(CultureInfo.InvariantCulture)])
            : line;

    private async Task ToParquetAsync(string from, string to, string columns) =>
        await DuckDb.QueryAsync($"COPY (SELECT {columns} FROM read_csv('{files[from]}', header = true)) TO '{files[to]}' (FORMAT parquet)");

    private static string Text(JsonElement of, string name) => of.GetProperty(name).ToString();
}
