using System.Globalization;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace CryptoEtl.Data.Tests.QualityGate.Check;

/// <summary>Bars as a Parquet file: a name, a day, and numbers.</summary>
internal static class BarsFile
{
    public static async Task WriteAsync(Stream file, string[] header, List<string[]> rows, int rowsPerGroup)
    {
        DataField[] fields =
        [
            new DataField<string>(header[0]), new DateTimeDataField(header[1], DateTimeFormat.Date, isNullable: true),
            .. header.Skip(2).Select(name => new DataField<double>(name)),
        ];
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file);
        foreach (var part in rows.Chunk(rowsPerGroup))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteColumnAsync(new DataColumn(fields[0], part.Select(row => row[0]).ToArray()));
            await group.WriteColumnAsync(new DataColumn(fields[1], part.Select(row => (DateTime?)DateTime.Parse(row[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)).ToArray()));
            for (var at = 2; at < fields.Length; at++)
                await group.WriteColumnAsync(new DataColumn(fields[at], part.Select(row => double.Parse(row[at], CultureInfo.InvariantCulture)).ToArray()));
        }
    }
}
