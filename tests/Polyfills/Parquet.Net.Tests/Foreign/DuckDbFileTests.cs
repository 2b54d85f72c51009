using Parquet.Data;
using Parquet.Meta;
using Parquet.Net.Tests.Support;

namespace Parquet.Net.Tests.Foreign;

/// <summary>Codecs and encodings that this writer does not produce.</summary>
public class DuckDbFileTests
{
    private const int Rows = 150;

    [Theory]
    [InlineData(CompressionCodec.ZSTD)]
    [InlineData(CompressionCodec.LZ4_RAW)]
    public async Task Delta_split_and_dictionary_pages_hold_what_duckdb_put_there(CompressionCodec codec)
    {
        byte[] file = Convert.FromBase64String(codec == CompressionCodec.ZSTD ? DuckDbFiles.Zstd : DuckDbFiles.Lz4Raw);
        using ParquetReader reader = await ParquetReader.CreateAsync(new MemoryStream(file));
        Assert.All(reader.Metadata!.RowGroups[0].Columns, column => Assert.Equal(codec, column.MetaData!.Codec));
        DataColumn[] columns = await reader.ReadEntireRowGroupAsync();
        Assert.Equal(["square", "small", "text", "ratio", "flag", "symbol", "at", "price"], columns.Select(column => column.Field.Name));
        for (int i = 0; i < Rows; i++) Assert.Equal(Expected(i), columns.Select(column => column.Data.GetValue(i)));
    }

    [Theory]
    [InlineData("square", Encoding.DELTA_BINARY_PACKED)]
    [InlineData("small", Encoding.RLE_DICTIONARY)]
    [InlineData("text", Encoding.DELTA_LENGTH_BYTE_ARRAY)]
    [InlineData("ratio", Encoding.BYTE_STREAM_SPLIT)]
    public async Task The_encodings_are_those_the_files_are_kept_for(string name, Encoding encoding)
    {
        using ParquetReader reader = await ParquetReader.CreateAsync(new MemoryStream(Convert.FromBase64String(DuckDbFiles.Zstd)));
        ColumnChunk column = reader.Metadata!.RowGroups[0].Columns.Single(chunk => chunk.MetaData!.PathInSchema[0] == name);
        Assert.Contains(encoding, column.MetaData!.Encodings);
    }

    [Fact]
    public async Task Statistics_of_another_writer_are_read_in_clr_types()
    {
        DataColumn[] columns = await Files.ReadAsync(Convert.FromBase64String(DuckDbFiles.Zstd));
        Assert.Equal((0L, 149L * 149), (columns[0].Statistics!.MinValue, columns[0].Statistics!.MaxValue));
        Assert.Equal((50L, 1 / 8.0, 149 / 8.0), (columns[3].Statistics!.NullCount, columns[3].Statistics!.MinValue, columns[3].Statistics!.MaxValue));
        Assert.Equal((0m, 186.25m), (columns[7].Statistics!.MinValue, columns[7].Statistics!.MaxValue));
    }

    private static object?[] Expected(long i) =>
    [
        i * i,
        (int)(i % 7),
        $"row number {i * 7919 % 1000}",
        i % 3 == 0 ? null : i / 8.0,
        i % 2 == 0,
        i % 5 == 0 ? null : $"SYM{i % 3}",
        DateTime.UnixEpoch.AddTicks((1_700_000_000_000_000 + i * 1_234_567) * 10),
        i * 1.25m,
    ];
}
