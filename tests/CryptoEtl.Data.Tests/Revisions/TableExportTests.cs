using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Data.Revisions;
using CryptoEtl.Data.Revisions.Export;

namespace CryptoEtl.Data.Tests.Revisions;

public sealed class TableExportTests
{
    [Theory]
    [InlineData("f.csv")]
    [InlineData("f.csv.gz")]
    [InlineData("f.parquet")]
    public async Task What_was_known_then_is_the_same_bytes_after_more_batches_and_in_another_home(string name)
    {
        using var home = new LedgerHome(11);
        for (var day = 0; day < 4; day++)
            await home.TellAsync(day);
        var query = new RowQuery { KnownAt = LedgerHome.SeenOn(3), AsOf = LedgerHome.SeenOn(3).AddDays(2) };
        var first = await ExportAsync(home, 1 << 19, query, name);

        for (var day = 4; day < 8; day++)
            await home.TellAsync(day);
        var later = await ExportAsync(home, 3, query, name);
        using var other = await home.CompactedAsync();
        var elsewhere = await ExportAsync(other, 17, query, name);

        Assert.NotEqual(0, first.Rows);
        Assert.Equal((first.Sha256, first.ContentSha256), (later.Sha256, later.ContentSha256));
        Assert.Equal(first.Sha256, elsewhere.Sha256);
        Assert.NotEqual(first.Sha256, (await ExportAsync(home, 3, new RowQuery(), name)).Sha256);
    }

    [Fact]
    public async Task The_hashes_and_the_length_are_those_of_the_file_and_nothing_else_is_left()
    {
        using var home = new LedgerHome(12);
        await home.TellAsync(5);
        var written = await ExportAsync(home, 64, new RowQuery(), "f.csv.gz");

        var bytes = await File.ReadAllBytesAsync(written.File);
        Assert.Equal((bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))), ((int)written.Bytes, written.Sha256));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await UnpackedAsync(bytes))), written.ContentSha256);
        Assert.Equal([0, 0, 0, 0], bytes[4..8]);
        Assert.Equal(["f.csv.gz"], Directory.EnumerateFiles(Path.GetDirectoryName(written.File)!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Every_cell_has_one_text()
    {
        using var folder = new TemporaryFolder();
        var table = new TableDefinition(Layer.Silver, "cells", "Cells.", ["name"],
            new("name", ColumnType.Text, ""), new("x", ColumnType.Number, ""), new("n", ColumnType.Integer, ""), new("yes", ColumnType.Flag, ""));
        var lake = new Data.Lakehouse.Lake(new Data.Lakehouse.FolderStorage(folder.Path), TimeProvider.System);
        var seen = new DateTimeOffset(2024, 2, 29, 23, 59, 59, 123, TimeSpan.Zero).AddTicks(4560);
        var batch = new BatchId("test", new(2024, 2, 29, 0, 0, 0, TimeSpan.Zero));
        var rows = new BatchBuilder(table);
        foreach (var (name, x, n, yes) in new (string?, double?, long?, bool?)[]
                 {
                     ("b,\"c\"", 0.1 + 0.2, long.MinValue, true), (null, 1e22, 7, false), ("", -0.5e-300, null, null), ("é b", null, 0, null), (" d", 100, 1, true),
                 })
        {
            rows.Text("name", name).Number("x", x).Integer("n", n).Flag("yes", yes).Origin(new(batch, seen, null), seen.AddHours(-1), TimeSpan.FromMinutes(1)).EndRow();
        }

        await lake.Table(table).CommitAsync(batch, [await lake.Table(table).StageAsync(batch, "p", rows.Build())]);
        var written = await TableExport.WriteAsync(new TableHistory(lake.Table(table)), new RowQuery(), Path.Combine(folder.Path, "out", "f.csv"));

        const string Rest = "2024-02-29T22:59:59.123456Z,2024-02-29T23:00:59.123456Z,2024-02-29T23:59:59.123456Z,test-20240229T000000Z,,2024-02-29";
        Assert.Equal(
            $""""
            name,x,n,yes,event_time,available_at,observed_at,batch_id,raw_sha256,event_date
            ,1E+22,7,false,{Rest}
            "",-5E-301,,,{Rest}
            " d",100,1,true,{Rest}
            "b,""c""",0.30000000000000004,-9223372036854775808,true,{Rest}
            é b,,0,,{Rest}

            """".ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(await File.ReadAllBytesAsync(written.File)));
    }

    [Fact]
    public async Task An_unknown_ending_is_bad_input_and_writes_nothing()
    {
        using var home = new LedgerHome(13);
        await Assert.ThrowsAsync<BadInputException>(() => ExportAsync(home, 64, new RowQuery(), "f.xlsx"));
        Assert.False(Directory.Exists(home.File("out")));
    }

    private static Task<Exported> ExportAsync(LedgerHome home, int blockRows, RowQuery query, string name) =>
        TableExport.WriteAsync(home.History(blockRows), query, home.File(Path.Combine("out", name)));

    private static async Task<byte[]> UnpackedAsync(byte[] gzip)
    {
        using var unpacked = new MemoryStream();
        await using var input = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        await input.CopyToAsync(unpacked);
        return unpacked.ToArray();
    }
}
