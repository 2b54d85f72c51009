using CryptoEtl.Core;
using CryptoEtl.Data.Features.Files;
using Parquet;
using Parquet.Data;
using Parquet.Schema;
using Field = CryptoEtl.Core.Features.Field;

namespace CryptoEtl.Data.Tests.Features.Files;

/// <summary>Parquet files hold the same columns in whichever types their writers chose.</summary>
public sealed class ParquetInputTests : IDisposable
{
    private static readonly DateTime First = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Prices = ["open", "high", "low", "close"];

    private readonly FilesOfATest files = new();

    [Theory]
    [InlineData("date")]
    [InlineData("timestamp")]
    [InlineData("text")]
    public async Task Days_may_be_dates_timestamps_or_text(string kind)
    {
        var daily = await DailyAsync(Days(kind, 2), new(new DataField<double>("market_cap", nullable: true), new double?[] { 5, null }));

        var asset = Assert.Single(FeatureInput.Read(files.All with { Daily = daily }, new()).Panel.Assets);

        Assert.Equal((2, 5d, double.NaN), (asset.Days, FilesOfATest.Value(asset, Field.MarketCap, "2024-01-01"), FilesOfATest.Value(asset, Field.MarketCap, "2024-01-02")));
        Assert.True(asset.HasRow(FilesOfATest.Day("2024-01-02")));
    }

    [Fact]
    public async Task Numbers_may_be_of_any_type_of_numbers()
    {
        foreach (var caps in new DataColumn[]
                 {
                     new(new DataField<float>("market_cap", nullable: true), new float?[] { 5, null }),
                     new(new DataField<long>("market_cap", nullable: true), new long?[] { 5, null }),
                     new(new DataField<int>("market_cap", nullable: true), new int?[] { 5, null }),
                     new(new DataField<int>("market_cap", nullable: false), new[] { 5, 0 }),
                     new(new DataField<short>("market_cap", nullable: true), new short?[] { 5, null }),
                     new(new DecimalDataField("market_cap", 20, 3, isNullable: true), new decimal?[] { 5, null }),
                 })
        {
            var daily = await DailyAsync(Days("date", 2), caps);
            var asset = Assert.Single(FeatureInput.Read(files.All with { Daily = daily }, new()).Panel.Assets);
            Assert.Equal((5d, double.NaN), (FilesOfATest.Value(asset, Field.MarketCap, "2024-01-01"), FilesOfATest.Value(asset, Field.MarketCap, "2024-01-02")));
        }
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_the_number_of_its_row()
    {
        var caps = new DataColumn(new DataField<double>("market_cap", nullable: true), new double?[] { 5, double.NaN });
        AssertRefused(await DailyAsync(Days("date", 2), caps), 2, "market_cap", "NaN", "no number");
        var texts = new DataColumn(new DataField<string>("market_cap"), new[] { null, "7" });
        AssertRefused(await DailyAsync(Days("date", 2), texts), 2, "market_cap", "7", "no number");
        var times = new DataColumn(new DateTimeDataField("date", DateTimeFormat.Timestamp), new[] { First, First.AddHours(1) });
        AssertRefused(await DailyAsync(times, Caps()), 2, "date", "2024-01-01T01:00:00", "time of day");
        var same = new DataColumn(new DateTimeDataField("date", DateTimeFormat.Date), new[] { First, First });
        AssertRefused(await DailyAsync(same, Caps()), 2, "date", "2024-01-01T00:00:00", "duplicate key: row 1");
    }

    [Fact]
    public async Task A_day_is_no_instant_and_no_hour()
    {
        var hourly = files.At("hourly.parquet");
        await WriteAsync(hourly, Names(1), new(new DateTimeDataField("timestamp", DateTimeFormat.Date), new[] { First }), new(new DataField<double>("close"), new[] { 1d }));
        var message = Assert.Throws<BadInputException>(() => FeatureInput.Read(files.All with { Hourly = hourly }, new())).Message;
        Assert.StartsWith($"{hourly}:1: field 'timestamp'", message, StringComparison.Ordinal);
        Assert.Contains("it is a day", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_go_on_counting_from_row_group_to_row_group()
    {
        var daily = files.At("groups.parquet");
        await using (var file = File.Create(daily))
        {
            var columns = Columns(Days("date", 2), Caps());
            await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), file);
            await GroupAsync(writer, columns);
            await GroupAsync(writer, columns);
        }

        AssertRefused(daily, 3, "date", "2024-01-01T00:00:00", "duplicate key: row 1");
    }

    public void Dispose() => files.Dispose();

    private static DataColumn Caps() => new(new DataField<double>("market_cap"), new[] { 5d, 5d });

    private static DataColumn Names(int rows) => new(new DataField<string>("asset_id"), Enumerable.Repeat("btc", rows).ToArray());

    private static DataColumn Days(string kind, int rows)
    {
        var days = Enumerable.Range(0, rows).Select(day => First.AddDays(day)).ToArray();
        return kind switch
        {
            "date" => new(new DateTimeDataField("date", DateTimeFormat.Date), days),
            "timestamp" => new(new DateTimeDataField("date", DateTimeFormat.Timestamp), days),
            _ => new(new DataField<string>("date"), Array.ConvertAll(days, day => day.ToString("yyyy-MM-dd"))),
        };
    }

    private static List<DataColumn> Columns(DataColumn days, DataColumn caps)
    {
        DataColumn Same(string name) => new(new DataField<double>(name), Enumerable.Repeat(1d, days.NumValues).ToArray());
        return [caps, Names(days.NumValues), .. Prices.Select(Same), Same("volume"), days];
    }

    private async Task<string> DailyAsync(DataColumn days, DataColumn caps)
    {
        await WriteAsync(files.At("daily.parquet"), [.. Columns(days, caps)]);
        return files.At("daily.parquet");
    }

    private static async Task WriteAsync(string path, params DataColumn[] columns)
    {
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), file);
        await GroupAsync(writer, columns);
    }

    private static async Task GroupAsync(ParquetWriter writer, IReadOnlyList<DataColumn> columns)
    {
        using var group = writer.CreateRowGroup();
        foreach (var column in columns)
            await group.WriteColumnAsync(column);
    }

    private void AssertRefused(string daily, int row, string field, string value, string why)
    {
        var message = Assert.Throws<BadInputException>(() => FeatureInput.Read(files.All with { Daily = daily }, new())).Message;
        Assert.StartsWith($"{daily}:{row}: field '{field}' has value '{value}': ", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }
}
