using Parquet.Data;
using Parquet.Net.Tests.Support;
using Parquet.Schema;

namespace Parquet.Net.Tests.Strictness;

/// <summary>Files that are damaged, unfinished or no Parquet at all.</summary>
public class BrokenFileTests
{
    private static readonly DataField<int> A = new("a");
    private static readonly DataField<int> B = new("b");

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(11)]
    public async Task Files_too_short_for_a_footer_are_refused(int length) =>
        await RefusesAsync(new byte[length], "not a Parquet file");

    [Fact]
    public async Task Text_is_refused() =>
        await RefusesAsync("time,open,high,low,close\n2024-01-01,1,2,3,4\n"u8.ToArray(), "PAR1");

    [Fact]
    public async Task A_file_cut_off_is_refused_at_every_length()
    {
        byte[] file = await Files.WriteAsync(A, Enumerable.Range(0, 50).ToArray());
        for (int length = 0; length < file.Length; length++) await RefusesAsync(file[..length], "arquet");
    }

    [Fact]
    public async Task An_encrypted_footer_is_refused_by_name()
    {
        byte[] file = await Files.WriteAsync(A, new[] { 1 });
        "PARE"u8.CopyTo(file.AsSpan(file.Length - 4));
        await RefusesAsync(file, "encryption");
    }

    [Fact]
    public async Task A_footer_longer_than_the_file_is_refused()
    {
        byte[] file = await Files.WriteAsync(A, new[] { 1 });
        foreach (uint length in new[] { (uint)file.Length, (uint)int.MaxValue, uint.MaxValue })
        {
            BitConverter.TryWriteBytes(file.AsSpan(file.Length - 8), length);
            await RefusesAsync(file, "corrupt footer");
        }
    }

    [Fact]
    public async Task A_flipped_bit_in_a_page_is_found_by_its_checksum()
    {
        byte[] file = await Files.WriteAsync(A, Noise(), CompressionMethod.None);
        file[200] ^= 1;
        await RefusesAsync(file, "CRC");
    }

    [Fact]
    public async Task A_row_group_left_incomplete_leaves_a_file_that_nobody_takes_for_whole()
    {
        using var stream = new MemoryStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(A, B), stream))
        {
            await Files.WriteGroupAsync(writer, new DataColumn(A, new[] { 1 }), new DataColumn(B, new[] { 1 }));
            using (ParquetRowGroupWriter group = writer.CreateRowGroup()) await group.WriteColumnAsync(new DataColumn(A, new[] { 2 }));
            Assert.Throws<InvalidOperationException>(writer.CreateRowGroup);
        }
        await RefusesAsync(stream.ToArray(), "PAR1");
    }

    [Fact]
    public async Task A_row_group_must_be_disposed_before_the_next()
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(A), new MemoryStream());
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        Assert.Throws<InvalidOperationException>(writer.CreateRowGroup);
    }

    [Fact]
    public async Task A_write_that_failed_is_not_overlooked()
    {
        using var stream = new FullStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(A), stream))
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            stream.IsFull = true;
            await Assert.ThrowsAsync<IOException>(() => group.WriteColumnAsync(new DataColumn(A, new[] { 1 })));
            stream.IsFull = false;
            await Assert.ThrowsAsync<InvalidOperationException>(() => group.WriteColumnAsync(new DataColumn(A, new[] { 1 })));
        }
        await RefusesAsync(stream.ToArray(), "arquet");
    }

    [Fact]
    public async Task The_message_names_file_and_column()
    {
        string path = Path.GetTempFileName();
        try
        {
            byte[] file = await Files.WriteAsync(A, Noise(), CompressionMethod.None);
            file[200] ^= 1;
            await File.WriteAllBytesAsync(path, file);
            using ParquetReader reader = await ParquetReader.CreateAsync(path);
            ParquetException e = await Assert.ThrowsAsync<ParquetException>(() => reader.ReadEntireRowGroupAsync());
            Assert.Contains(path, e.Message, StringComparison.Ordinal);
            Assert.Contains("'a'", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int[] Noise()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 500).Select(_ => random.Next())];
    }

    private static async Task RefusesAsync(byte[] file, string reason)
    {
        ParquetException e = await Assert.ThrowsAsync<ParquetException>(() => Files.ReadAsync(file));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    private sealed class FullStream : MemoryStream
    {
        public bool IsFull { get; set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            IsFull ? throw new IOException("no space left") : base.WriteAsync(buffer, cancellationToken);
    }
}
