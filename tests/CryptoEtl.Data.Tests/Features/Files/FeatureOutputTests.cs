using CryptoEtl.Core;
using CryptoEtl.Data.Features.Files;

namespace CryptoEtl.Data.Tests.Features.Files;

public sealed class FeatureOutputTests : IDisposable
{
    private readonly FilesOfATest files = new();

    [Fact]
    public void Values_are_written_by_day_asset_and_catalogue_and_read_back_as_the_same_double()
    {
        files.Write("daily.csv", FilesOfATest.Bars, "b,2024-01-01,3,3,3,3,1,1", "b,2024-01-02,1,1,1,1,1,1", "\"a,b\",2024-01-01,1,1,1,1,1,1", "\"a,b\",2024-01-02,1.1,1.1,1.1,1.1,1,1");
        files.Write("universe.csv", "date,asset_id", "2024-01-01,b", "2024-01-02,\"a,b\"", "2024-01-02,b");

        FeatureOutput.Write(files.Read().Panel, ["universe_n", "ret_1d"], null, null, files.At("out.csv"));

        Assert.Equal(
            $"""
            asset_id,date,feature,value
            _MARKET,2024-01-01,universe_n,1
            "a,b",2024-01-02,ret_1d,{1.1 - 1:G17}
            b,2024-01-02,ret_1d,{1 / 3d - 1:G17}
            _MARKET,2024-01-02,universe_n,2

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(files.At("out.csv")));
    }

    [Fact]
    public void Rows_cells_and_nulls_are_counted()
    {
        files.Write("daily.csv", FilesOfATest.Bars, "btc,2024-01-01,1,1,1,1,1,1", "btc,2024-01-02,1,1,1,1,1,1", "btc,2024-01-05,1,1,1,1,1,1", "eth,2024-01-05,0,1,1,1,1,1");
        var written = FeatureOutput.Write(files.Read().Panel, ["universe_n", "ret_1d"], null, null, files.At("out.csv"));
        Assert.Equal((3, 1, 5, 3 + 5, 2), (written.Rows, written.Assets, written.Days, written.Cells, written.Nulls));
    }

    [Fact]
    public async Task A_table_without_rows_is_a_file_all_the_same()
    {
        files.Write("daily.csv", FilesOfATest.Bars, "btc,2024-01-01,0,1,1,1,1,1");
        var written = FeatureOutput.Write(files.Read().Panel, ["ret_1d"], null, null, files.At("out.parquet"));
        Assert.Equal((0, 0), (written.Rows, written.Cells));
        using var reader = await Parquet.ParquetReader.CreateAsync(files.At("out.parquet"));
        Assert.Equal(8, reader.Schema.GetDataFields().Length);
    }

    [Theory]
    [InlineData("2024-02-01", null)]
    [InlineData(null, "2023-12-31")]
    [InlineData("2024-01-02", "2024-01-01")]
    public void Days_without_data_are_refused(string? from, string? to)
    {
        var panel = files.Read().Panel;
        var message = Assert.Throws<BadInputException>(() => FeatureOutput.Write(panel, null, Day(from), Day(to), files.At("out.csv"))).Message;
        Assert.Contains("2024-01-01 to 2024-01-02", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_near_an_unknown_one_are_told()
    {
        Assert.Equal(["ret_1d", "vol_7d"], FeatureColumns.Of(" ret_1d,vol_7d, ret_1d"));
        Assert.Contains("no feature 'vol7d'; near it are vol_7d, ", Assert.Throws<BadInputException>(() => FeatureColumns.Of("ret_1d,vol7d")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_on_the_way_leaves_the_file_of_before()
    {
        File.WriteAllText(files.At("out.csv"), "from before");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var panel = files.Read().Panel;

        Assert.Throws<OperationCanceledException>(() => FeatureOutput.Write(panel, null, null, null, files.At("out.csv"), stop.Token));

        Assert.Equal("from before", File.ReadAllText(files.At("out.csv")));
        Assert.Equal(["daily.csv", "out.csv", "universe.csv"], Directory.EnumerateFiles(Path.GetDirectoryName(files.At("x"))!).Select(file => Path.GetFileName(file)).Order());
    }

    public void Dispose() => files.Dispose();

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.FromDayNumber(FilesOfATest.Day(day));
}
