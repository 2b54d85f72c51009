using System.Text.Json;
using Parquet.Data;
using Parquet.Schema;

namespace Parquet.Net.Tests.Corpus;

/// <summary>Files that other writers made, against what two independent readers agree they hold.</summary>
public class CorpusTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Readable => CorpusFolder.Names("read");

    public static TheoryData<string> Optional => CorpusFolder.Names("optional");

    public static TheoryData<string> Refusable => CorpusFolder.Names("refuse");

    [SkippableTheory]
    [MemberData(nameof(Readable))]
    public async Task Every_value_of_a_readable_file_is_exact(string file)
    {
        Skip.If(CorpusFolder.IsMissing, CorpusFolder.Missing);
        await CompareAsync("read", file).WaitAsync(Patience);
    }

    [SkippableTheory]
    [MemberData(nameof(Optional))]
    public async Task An_optional_file_is_read_exactly_or_refused_by_name(string file)
    {
        Skip.If(CorpusFolder.IsMissing, CorpusFolder.Missing);
        try
        {
            await CompareAsync("optional", file).WaitAsync(Patience);
        }
        catch (ParquetException e)
        {
            Assert.Contains(file, e.Message, StringComparison.Ordinal);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Refusable))]
    public async Task A_file_beyond_this_reader_is_refused_with_its_name_and_the_reason(string file)
    {
        Skip.If(CorpusFolder.IsMissing, CorpusFolder.Missing);
        ParquetException e = await Assert.ThrowsAsync<ParquetException>(() => ReadAllAsync(CorpusFolder.PathOf("refuse", file)).WaitAsync(Patience));
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
        Assert.Contains(Reason(file), e.Message, StringComparison.Ordinal);
    }

    /// <summary>One of the bad files is nested besides, which shows first.</summary>
    private static string Reason(string file) => file switch
    {
        "pt-bad-ARROW-GH-41321.parquet" => "nested",
        _ when file.Contains("encrypt", StringComparison.Ordinal) => "encryption",
        _ when file.Contains("bad", StringComparison.Ordinal) => "corrupt",
        _ => "nested",
    };

    private static async Task CompareAsync(string folder, string file)
    {
        string path = CorpusFolder.PathOf(folder, file);
        using JsonDocument expected = JsonDocument.Parse(await File.ReadAllTextAsync(path + ".expected.json"));
        (DataField[] fields, List<DataColumn[]> groups, long rows) = await ReadAllAsync(path);
        Assert.Equal(expected.RootElement.GetProperty("rows").GetInt64(), rows);
        JsonElement[] columns = [.. expected.RootElement.GetProperty("columns").EnumerateArray()];
        Assert.Equal(columns.Select(column => column.GetProperty("name").GetString()), fields.Select(field => field.Name));
        for (int i = 0; i < columns.Length; i++)
        {
            if (HasTwin(file, columns[i])) CompareTwins([.. groups.Select(group => group[i])], [.. groups.Select(group => group[i ^ 1])]);
            else CompareColumn(columns[i], [.. groups.Select(group => group[i])]);
        }
    }

    /// <summary>
    /// The digests of FLOAT16 and decimals in this one file are not of the canonical text: the only reader that agreed on
    /// it gave their values as doubles. But every column stands there twice, once PLAIN and once split.
    /// </summary>
    private static bool HasTwin(string file, JsonElement column) =>
        file == "pt-byte_stream_split_extended.gzip.parquet" && column.TryGetProperty("logical", out JsonElement logical)
        && (logical.GetString() is "FLOAT16" || logical.GetString()!.StartsWith("DECIMAL", StringComparison.Ordinal));

    private static void CompareTwins(DataColumn[] column, DataColumn[] twin)
    {
        Assert.NotEqual(column[0].Field.Name, twin[0].Field.Name);
        Assert.Equal(Canonical.Digest(twin), Canonical.Digest(column));
    }

    private static void CompareColumn(JsonElement expected, DataColumn[] chunks)
    {
        string? name = expected.GetProperty("name").GetString();
        long nulls = chunks.Sum(chunk => chunk.Data.Cast<object?>().LongCount(value => value is null));
        Assert.Equal((name, expected.GetProperty("nulls").GetInt64()), (name, nulls));
        Assert.Equal((name, expected.GetProperty("digest").GetString()), (name, Canonical.Digest(chunks)));
    }

    /// <summary>BigDecimal, because decimals of the corpus have up to 38 digits.</summary>
    private static async Task<(DataField[] Fields, List<DataColumn[]> Groups, long Rows)> ReadAllAsync(string path)
    {
        using ParquetReader reader = await ParquetReader.CreateAsync(path, new ParquetOptions { UseBigDecimal = true });
        var groups = new List<DataColumn[]>();
        for (int i = 0; i < reader.RowGroupCount; i++) groups.Add(await reader.ReadEntireRowGroupAsync(i));
        return (reader.Schema.GetDataFields(), groups, reader.RowGroups.Sum(group => group.RowCount));
    }
}
