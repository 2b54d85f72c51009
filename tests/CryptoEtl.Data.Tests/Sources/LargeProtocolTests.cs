using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Sources;
using Xunit.Abstractions;
using static CryptoEtl.Data.Tests.Sources.Parsing;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>The largest protocols answer more than 113 MB, of which the series are a fraction.</summary>
[Collection(nameof(Alone))]
public sealed class LargeProtocolTests(SmallTape tape, ITestOutputHelper output) : IClassFixture<SmallTape>
{
    private const long Large = 120_000_000;
    private const double MostMegabytes = 150;
    private static readonly DateTimeOffset Seen = At("2026-06-30T12:00:00");

    [Fact]
    public async Task An_answer_of_120_MB_is_read_in_less_than_150_MB()
    {
        using var body = new GrownProtocol(Large);
        using var watch = new MemoryWatch();
        var rows = (await Answers.ParseAsync(new("r", Endpoints.Protocol, "protocol/grown"), body, new(new("history", Seen), Seen, "ab"))).Rows;
        output.WriteLine($"{body.Served} bytes, {rows.RowCount} rows: process +{watch.ProcessMegabytes:0.0} MB, heap +{watch.HeapMegabytes:0.0} MB");

        Assert.InRange(body.Served, Large, Large * 2);
        Assert.Equal((GrownProtocol.Chains + 1) * GrownProtocol.Days, rows.RowCount);
        Assert.Equal(("Chain 29", 300000.25), (rows.Texts("scope")[29 * GrownProtocol.Days], rows.Numbers("tvl_usd")[29 * GrownProtocol.Days]));
        Assert.InRange(watch.ProcessMegabytes, 0, MostMegabytes);
        Assert.InRange(watch.HeapMegabytes, 0, MostMegabytes);
    }

    [Fact]
    public async Task An_answer_of_120_MB_goes_from_the_source_through_cache_and_raw_store_into_rows_in_less_than_150_MB()
    {
        await using var harness = new SourceHarness(tape.Path);
        await harness.StartAsync(protocolPadding: Large, timeout: TimeSpan.FromMinutes(2));
        var slug = await FirstSlugAsync(harness);

        using var watch = new MemoryWatch();
        var request = new PlannedRequest("p", Endpoints.Protocol, $"protocol/{slug}");
        var answer = await harness.FetchAsync(request);
        await using var body = await harness.OpenAsync(answer.Sha256);
        var rows = (await Answers.ParseAsync(request, body, new(SourceHarness.Batch, answer.ReceivedAt, answer.Sha256))).Rows;
        output.WriteLine($"{answer.Bytes} bytes, {rows.RowCount} rows: process +{watch.ProcessMegabytes:0.0} MB, heap +{watch.HeapMegabytes:0.0} MB");

        Assert.InRange(answer.Bytes, Large, Large * 2);
        Assert.Contains("all", rows.Texts("scope"));
        Assert.InRange(watch.ProcessMegabytes, 0, MostMegabytes);
    }

    private static async Task<string> FirstSlugAsync(SourceHarness harness)
    {
        var request = new PlannedRequest("l", Endpoints.Protocols, "protocols");
        var answer = await harness.FetchAsync(request);
        await using var body = await harness.OpenAsync(answer.Sha256);
        var rows = (await Answers.ParseAsync(request, body, new(SourceHarness.Batch, answer.ReceivedAt, answer.Sha256))).Rows;
        return rows.Texts("slug").Zip(rows.Numbers("tvl_usd")).First(row => row is { First: not null, Second: > 0 }).First!;
    }
}
