using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using Parquet.Serialization;

namespace Parquet.Net.Tests.Serialization;

/// <summary>Objects are written as nested rows and come back as they were.</summary>
public class NestedWriteTests
{
    private static readonly Gen<string> Texts = Gen.Elements("", "a", "étoile", "a longer text that repeats", "x\U0001F600y");

    [Fact]
    public async Task Null_empty_and_filled_all_differ() => await RequireSameAsync(
    [
        new Outer(), new Outer { Id = 1, Inner = new Inner() }, new Outer { Id = 2, Inner = new Inner { Name = "n", Amount = 1.5, Flag = true } },
        new Outer { Tags = [] }, new Outer { Tags = ["a", null, "b"] }, new Outer { Values = [] }, new Outer { Values = new() { ["k"] = null, ["l"] = "v" } },
        new Outer { Inners = [] }, new Outer { Inners = [null, new Inner(), new Inner { Name = "deep", Numbers = [1, 2] }] },
    ]);

    [Theory, InlineData(1), InlineData(7), InlineData(1000)]
    public async Task Row_groups_may_be_cut_anywhere(int size)
    {
        Outer[] rows = [.. Enumerable.Range(0, 50).Select(i => new Outer { Id = i, Tags = [.. Enumerable.Range(0, i % 4).Select(t => $"{t}")], Values = i % 3 == 0 ? null : new() { [$"{i}"] = "v" } })];
        using MemoryStream file = await WriteAsync(rows, new ParquetSerializerOptions { RowGroupSize = size });
        Assert.Equal(Json(rows), Json(await ParquetSerializer.DeserializeAsync<Outer>(file)));
    }

    [Fact]
    public async Task Pages_and_lists_longer_than_a_page_are_read_back()
    {
        Outer[] rows = [.. Enumerable.Range(0, 20_000).Select(i => new Outer { Id = i, Tags = [$"{new string('x', 100)}{i}", null], Values = new() { ["day"] = $"{i}" } })];
        await RequireSameAsync([.. rows, new Outer { Values = [], Inner = new Inner { Numbers = [.. Enumerable.Range(0, 300_000).Select(i => (long)i)] } }]);
    }

    [Fact]
    public async Task A_file_without_rows_has_its_columns()
    {
        using MemoryStream file = await WriteAsync<Outer>([], null);
        Assert.Empty(await ParquetSerializer.DeserializeAsync<Outer>(file));
    }

    [Fact]
    public void Whatever_is_written_is_read_back()
    {
        Gen<Inner?> inner = Gen.OneOf(Gen.Constant<Inner?>(null), Texts.SelectMany(name => Gen.Choose(-3, 3), (name, n) => (Inner?)new Inner { Name = n > 1 ? null : name, Amount = n < 0 ? null : n, Flag = n == 0, Numbers = n == 2 ? null : [.. Enumerable.Range(0, Math.Abs(n)).Select(i => (long)i)] }));
        Gen<Outer> outer = inner.SelectMany(one => Gen.ListOf(inner), (one, many) => (one, many)).SelectMany(_ => Gen.ListOf(Texts), (p, tags) => new Outer
        {
            Id = tags.Count, Inner = p.one, Inners = p.many.Count == 1 ? null : [.. p.many], Tags = tags.Count == 2 ? null : [.. tags],
            Values = tags.Count == 3 ? null : tags.Distinct().ToDictionary(tag => tag, tag => tag.Length == 1 ? null : tag),
        });
        Prop.ForAll(Arb.From(Gen.ArrayOf(outer)), rows => RequireSameAsync(rows).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public async Task A_type_that_is_no_column_is_refused() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => ParquetSerializer.SerializeAsync([new Unwritable()], new MemoryStream()));

    private static async Task<bool> RequireSameAsync(Outer[] rows)
    {
        using MemoryStream file = await WriteAsync(rows, null);
        Assert.Equal(Json(rows), Json(await ParquetSerializer.DeserializeAsync<Outer>(file)));
        return true;
    }

    private static async Task<MemoryStream> WriteAsync<T>(IEnumerable<T> rows, ParquetSerializerOptions? options)
    {
        var file = new MemoryStream();
        await ParquetSerializer.SerializeAsync(rows, file, options);
        file.Position = 0;
        return file;
    }

    private static string Json(IEnumerable<Outer> rows) => JsonSerializer.Serialize(rows);

    public sealed class Outer
    {
        [JsonPropertyName("id")]
        public long Id { get; set; }

        public Inner? Inner { get; set; }

        public List<string?>? Tags { get; set; }

        public Dictionary<string, string?>? Values { get; set; }

        public List<Inner?>? Inners { get; set; }
    }

    public sealed class Inner
    {
        public string? Name { get; set; }

        public double? Amount { get; set; }

        public bool Flag { get; set; }

        public List<long>? Numbers { get; set; }
    }

    private sealed class Unwritable
    {
        public Uri? Address { get; set; }
    }
}
