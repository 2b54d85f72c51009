using System.IO.Compression;
using Parquet.Data;
using Parquet.Schema;

namespace Parquet.Net.Tests.Support;

/// <summary>Writes columns to a file in memory and reads them back.</summary>
internal static class Files
{
    public static Task<byte[]> WriteAsync(DataField field, Array data, CompressionMethod method = CompressionMethod.Snappy, ParquetOptions? options = null) =>
        WriteAsync([new DataColumn(field, data)], method, options);

    public static async Task<byte[]> WriteAsync(DataColumn[] columns, CompressionMethod method = CompressionMethod.Snappy, ParquetOptions? options = null, int groups = 1)
    {
        using var stream = new MemoryStream();
        var schema = new ParquetSchema(columns.Select(column => column.Field));
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(schema, stream, options))
        {
            writer.CompressionMethod = method;
            writer.CompressionLevel = CompressionLevel.Fastest;
            for (int i = 0; i < groups; i++) await WriteGroupAsync(writer, columns);
        }
        return stream.ToArray();
    }

    public static async Task WriteGroupAsync(ParquetWriter writer, params DataColumn[] columns)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach (DataColumn column in columns) await group.WriteColumnAsync(column);
        group.CompleteValidate();
    }

    public static async Task<DataColumn[]> ReadAsync(byte[] file, ParquetOptions? options = null, int group = 0)
    {
        using ParquetReader reader = await ParquetReader.CreateAsync(new MemoryStream(file), options);
        return await reader.ReadEntireRowGroupAsync(group);
    }

    /// <summary>Reads the column in the type of <paramref name="field"/>.</summary>
    public static async Task<DataColumn> ReadAsync(byte[] file, DataField field)
    {
        using ParquetReader reader = await ParquetReader.CreateAsync(new MemoryStream(file));
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        return await group.ReadColumnAsync(field);
    }

    /// <summary>Writes and reads one column and expects every value back.</summary>
    public static async Task<DataColumn> RoundTripAsync(DataField field, Array data, CompressionMethod method = CompressionMethod.Snappy, ParquetOptions? options = null)
    {
        DataColumn read = await ReadAsync(await WriteAsync(field, data, method, options), field);
        Assert.Equal(field.ClrNullableIfHasNullsType, read.Data.GetType().GetElementType());
        Assert.Equal(data.Cast<object?>(), read.Data.Cast<object?>());
        return read;
    }
}
