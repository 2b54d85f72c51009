using Parquet.Data;
using Parquet.Net.Tests.Support;
using Parquet.Schema;

namespace Parquet.Net.Tests;

/// <summary>Files as a whole: schema, row groups, metadata, streams.</summary>
public class FileTests
{
    private static readonly DataField<int> Id = new("id");
    private static readonly DataField<string> Name = new("name");

    [Fact]
    public async Task The_schema_comes_back_with_types_and_nullability()
    {
        DataField[] fields = [.. Samples.Fields.Values.SelectMany(make => new[] { make(false), make(true) })];
        var schema = new ParquetSchema(fields.Select((field, i) => Renamed(field, i)));
        using var stream = new MemoryStream();
        await (await ParquetWriter.CreateAsync(schema, stream)).DisposeAsync();
        ParquetSchema read = await ParquetReader.ReadSchemaAsync(stream);
        Assert.Equal(schema.Fields.Select(field => (field.Name, field.IsNullable)), read.Fields.Select(field => (field.Name, field.IsNullable)));
    }

    [Fact]
    public async Task Names_with_dots_spaces_and_foreign_letters_are_just_names()
    {
        string[] names = ["a.b", "trailing.", " ", "größe", "SELECT", "a"];
        DataColumn[] columns = [.. names.Select((name, i) => new DataColumn(new DataField<int>(name), new[] { i }))];
        DataColumn[] read = await Files.ReadAsync(await Files.WriteAsync(columns));
        Assert.Equal(names, read.Select(column => column.Field.Name));
        Assert.Equal([0, 1, 2, 3, 4, 5], read.Select(column => ((int[])column.Data)[0]));
    }

    [Fact]
    public async Task Row_groups_keep_their_order_and_sizes()
    {
        using var stream = new MemoryStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(Id), stream))
        {
            for (int group = 0; group < 5; group++) await Files.WriteGroupAsync(writer, new DataColumn(Id, Enumerable.Repeat(group, group).ToArray()));
        }
        using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        Assert.Equal(5, reader.RowGroupCount);
        Assert.Equal([0L, 1, 2, 3, 4], reader.RowGroups.Select(group => group.RowCount));
        Assert.Equal([4, 4, 4, 4], (await reader.ReadEntireRowGroupAsync(4))[0].Data.Cast<int>());
        Assert.Equal(10, reader.Metadata!.NumRows);
    }

    [Fact]
    public async Task A_file_without_row_groups_has_a_schema_all_the_same()
    {
        using var stream = new MemoryStream();
        await (await ParquetWriter.CreateAsync(new ParquetSchema(Id, Name), stream)).DisposeAsync();
        using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        Assert.Equal(0, reader.RowGroupCount);
        Assert.Equal(["id", "name"], reader.Schema.Fields.Select(field => field.Name));
    }

    [Fact]
    public async Task Custom_metadata_come_back()
    {
        using var stream = new MemoryStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(Id), stream))
            writer.CustomMetadata = new Dictionary<string, string> { ["run"] = "42", ["größe"] = "" };
        using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        Assert.Equal(new Dictionary<string, string> { ["run"] = "42", ["größe"] = "" }, reader.CustomMetadata);
    }

    [Fact]
    public async Task Columns_can_be_read_by_a_field_of_ones_own_in_any_order()
    {
        byte[] file = await Files.WriteAsync([new DataColumn(Id, new[] { 1, 2 }), new DataColumn(Name, new[] { "a", null })]);
        using ParquetReader reader = await ParquetReader.CreateAsync(new MemoryStream(file));
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);
        Assert.Equal(["a", null], (await group.ReadColumnAsync(new DataField<string>("name"))).Data.Cast<string?>());
        Assert.Equal([1, 2], (await group.ReadColumnAsync(new DataField<int>("id"))).Data.Cast<int>());
        Assert.True(group.ColumnExists(Id));
        Assert.False(group.ColumnExists(new DataField<int>("other")));
        Assert.Equal("id", reader.Schema.FindDataField("id").Name);
        Assert.Throws<ArgumentException>(() => reader.Schema.FindDataField("other"));
    }

    [Fact]
    public async Task Appending_adds_row_groups_and_keeps_the_old_ones()
    {
        using var stream = new MemoryStream();
        stream.Write(await Files.WriteAsync(Id, new[] { 1 }));
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(Id), stream, append: true))
            await Files.WriteGroupAsync(writer, new DataColumn(Id, new[] { 2, 3 }));
        using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        Assert.Equal([1], (await reader.ReadEntireRowGroupAsync(0))[0].Data.Cast<int>());
        Assert.Equal([2, 3], (await reader.ReadEntireRowGroupAsync(1))[0].Data.Cast<int>());
    }

    [Fact]
    public async Task Appending_another_schema_is_refused_and_changes_nothing()
    {
        using var stream = new MemoryStream();
        byte[] file = await Files.WriteAsync(Id, new[] { 1 });
        stream.Write(file);
        await Assert.ThrowsAsync<ParquetException>(() => ParquetWriter.CreateAsync(new ParquetSchema(Name), stream, append: true));
        Assert.Equal(file, stream.ToArray());
    }

    [Fact]
    public async Task The_output_need_not_seek_and_stays_open()
    {
        var stream = new ForwardStream();
        await using (ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(Id), stream))
            await Files.WriteGroupAsync(writer, new DataColumn(Id, new[] { 7 }));
        Assert.False(stream.IsDisposed);
        Assert.Equal([7], (await Files.ReadAsync(stream.Written))[0].Data.Cast<int>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_input_is_left_open_as_asked(bool leaveOpen)
    {
        var stream = new MemoryStream(await Files.WriteAsync(Id, new[] { 1 }));
        (await ParquetReader.CreateAsync(stream, leaveStreamOpen: leaveOpen)).Dispose();
        Assert.Equal(leaveOpen, stream.CanRead);
    }

    [Fact]
    public async Task A_file_can_be_read_by_its_path()
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, await Files.WriteAsync(Id, new[] { 5 }));
            using (ParquetReader reader = await ParquetReader.CreateAsync(path)) Assert.Equal([5], (await reader.ReadEntireRowGroupAsync())[0].Data.Cast<int>());
            Assert.Equal("id", (await ParquetReader.ReadSchemaAsync(path))[0].Name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_cancelled_token_stops_reading_and_writing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        byte[] file = await Files.WriteAsync(Id, new[] { 1 });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ParquetReader.CreateAsync(new MemoryStream(file), cancellationToken: cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ParquetWriter.CreateAsync(new ParquetSchema(Id), new MemoryStream(), cancellationToken: cancelled.Token));
    }

    private static DataField Renamed(DataField field, int i) => field switch
    {
        DecimalDataField { ClrType: var type } d => new DecimalDataField($"f{i}", d.Precision, d.Scale, isNullable: d.IsNullable, clrType: type),
        DateTimeDataField d => new DateTimeDataField($"f{i}", d.DateTimeFormat, d.IsAdjustedToUTC, d.Unit, d.IsNullable),
        _ => new DataField($"f{i}", field.ClrType, field.IsNullable),
    };

    /// <summary>A stream like that of an upload: it only goes forward.</summary>
    private sealed class ForwardStream : Stream
    {
        private readonly MemoryStream _inner = new();

        public bool IsDisposed { get; private set; }

        public byte[] Written => _inner.ToArray();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
