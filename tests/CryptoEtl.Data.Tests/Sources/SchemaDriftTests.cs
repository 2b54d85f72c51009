using System.Text;
using System.Text.Json;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Sources;
using CryptoEtl.Data.Sources.Drift;
using static CryptoEtl.Data.Tests.Sources.Parsing;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>Fields that come, go or change their type are reported, each by name.</summary>
[Collection(nameof(Alone))]
public sealed class SchemaDriftTests
{
    private static readonly DateTimeOffset Seen = At("2026-06-30T12:00:00");

    [Fact]
    public async Task An_unknown_field_is_counted_with_its_first_value_and_changes_nothing()
    {
        var parsed = await ParseAllAsync(Endpoints.NewCoins, "coins/list/new", """
            [{"id":"a","symbol":"a","name":"A","activated_at":1778737128},
             {"id":"b","symbol":"b","name":"B","activated_at":1778737128,"chain":"base"},
             {"id":"c","chain":"solana","symbol":"c","name":"C","activated_at":1778737128}]
            """, Seen);

        Assert.Equal([new FieldDrift("[].chain", DriftKind.Unknown, 2, "\"base\"")], parsed.Drift);
        Assert.Equal(["a", "b", "c"], parsed.Rows.Texts("asset_id"));
    }

    [Fact]
    public async Task An_expected_field_that_no_row_has_is_missing_and_one_that_some_rows_lack_is_not()
    {
        var parsed = await ParseAllAsync(Endpoints.NewCoins, "coins/list/new", """[{"id":"a","symbol":"a"},{"id":"b","name":"B"}]""", Seen);
        Assert.Equal([new FieldDrift("[].activated_at", DriftKind.Missing, 2, null)], parsed.Drift);
    }

    [Fact]
    public async Task A_cell_of_another_type_is_counted_by_row_with_its_first_value()
    {
        var parsed = await ParseAllAsync(Endpoints.ChainTvl, "v2/historicalChainTvl", """
            [{"date":1709251200,"tvl":1},{"date":1709337600,"tvl":{"usd":2}},{"date":1709424000,"tvl":[3]}]
            """, Seen);
        Assert.Equal([new FieldDrift("[].tvl", DriftKind.WrongType, 2, """{"usd":2}""")], parsed.Drift);
    }

    [Fact]
    public async Task An_answer_without_rows_has_no_missing_fields() =>
        Assert.Empty((await ParseAllAsync(Endpoints.CoinsMarkets, "coins/markets", "[]", Seen)).Drift);

    [Fact]
    public async Task The_envelope_and_its_rows_are_places_of_their_own()
    {
        var parsed = await ParseAllAsync(Endpoints.OnchainPerps, "perps", """{"data":[],"version":2}""", Seen);
        Assert.Equal([new FieldDrift("version", DriftKind.Unknown, 1, "2")], parsed.Drift);
    }

    [Fact]
    public async Task Of_a_protocol_the_unknown_and_the_missing_are_told_though_it_is_read_by_tokens()
    {
        var parsed = await ParseAllAsync(Endpoints.Protocol, "protocol/x", """
            {"name":"X","novelty":{"tvl":[1]},"chainTvls":{"Base":{"tvl":[],"tokens":[],"pools":[{"tvl":1}]},"Arc":{"tvl":[]}}}
            """, Seen);

        Assert.Equal(
            [new("novelty", DriftKind.Unknown, 1, null), new("tvl", DriftKind.Missing, 1, null), new("chainTvls{}.pools", DriftKind.Unknown, 1, null)],
            parsed.Drift);
    }

    [Fact]
    public void Beyond_a_bound_unknown_fields_are_one_figure()
    {
        var census = new FieldCensus("", FieldSet.Of("id"));
        census.Count(Row($$"""{"id":1,{{string.Join(',', Enumerable.Range(0, 5_000).Select(at => $"\"f{at}\":{at}"))}}}"""));
        var found = census.Found().ToArray();

        Assert.Equal(FieldCensus.MostUnknown + 1, found.Length);
        Assert.Equal(new FieldDrift("…", DriftKind.Unknown, 5_000 - FieldCensus.MostUnknown, null), found[^1]);
    }

    [Fact]
    public void Names_and_examples_are_shortened()
    {
        var census = new FieldCensus("", FieldSet.Of(""));
        var row = Row($$"""{"{{new string('n', 500)}}":"{{new string('v', 500)}}","object":{"a":1},"array":[1]}""");
        census.Count(row);
        census.Count(row);
        var found = census.Found().ToArray();

        Assert.Equal((3, 2, 61, 61), (found.Length, found[0].Rows, found[0].Field.Length, found[0].Example!.Length));
        Assert.Equal(["{…}", "[…]"], found[1..].Select(drift => drift.Example));
    }

    [Theory]
    [InlineData("""{"a":1,"b":2,"c":3}""")]
    [InlineData("""{"c":1,"x":9,"a":2}""")]
    [InlineData("""{"x":1,"c":1,"b":2,"a":3}""")]
    public void Rows_of_known_or_of_already_seen_fields_cost_no_memory_in_whatever_order(string text)
    {
        var census = new FieldCensus("", FieldSet.Of("a b", "c"));
        var row = Row(text);
        for (var warm = 0; warm < 1_000; warm++)
            census.Count(row);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 10_000; count++)
            census.Count(row);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Fields_are_found_whatever_came_before_them()
    {
        var census = new FieldCensus("", FieldSet.Of("a b c"));
        foreach (var text in new[] { """{"a":1,"b":1}""", """{"b":1,"a":1}""", """{"c":1}""", "{}", """{"b":1,"c":1,"a":1,"d":1}""", """{"d":1,"a":1}""" })
            census.Count(Row(text));
        Assert.Equal([new FieldDrift("d", DriftKind.Unknown, 2, "1")], census.Found());
    }

    [Fact]
    public void Every_endpoint_with_a_parser_has_its_known_fields_and_a_table()
    {
        foreach (var endpoint in EndpointCatalogue.All.Where(endpoint => endpoint.Name is not (Endpoints.Key or Endpoints.Usage)))
        {
            Assert.NotNull(Answers.TableOf(endpoint.Name));
            Assert.NotNull(KnownFields.Of(endpoint.Name));
        }
    }

    [Fact]
    public void What_no_parser_reads_has_neither()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Answers.TableOf(Endpoints.Key));
        Assert.Contains("'key'", Assert.Throws<ArgumentException>(() => KnownFields.Of(Endpoints.Key)).Message, StringComparison.Ordinal);
    }

    private static JsonElement Row(string text) => JsonDocument.Parse(Encoding.UTF8.GetBytes(text)).RootElement;
}
