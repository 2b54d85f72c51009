using System.Text.Json.Nodes;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

[CollectionDefinition("memory", DisableParallelization = true)]
public sealed class MemoryCollection;

/// <summary>Alone: other tests would be measured too.</summary>
[Collection("memory")]
public sealed class PaddedProtocolTests
{
    [Theory, InlineData("lender", 20_000), InlineData("lender", 500_000)]
    public async Task A_protocol_is_as_long_as_wished_and_says_the_same(string slug, int length)
    {
        using var tape = new SmallTape();
        var now = Moments.At("2024-03-02T12:00");
        await using var padded = await Simulated.StartAsync(tape.Path, now, options => options with { ProtocolPadding = length });
        await using var plain = await Simulated.StartAsync(tape.Path, now);

        var (_, body) = await padded.GetAsync($"/protocol/{slug}");
        var (answer, bare) = (JsonNode.Parse(body)!.AsObject(), (await plain.JsonAsync($"/protocol/{slug}")).AsObject());
        answer.Remove("tokensInUsd");
        bare.Remove("tokensInUsd");

        Assert.InRange(body.Length, length, length + 200);
        Assert.Equal(bare.ToJsonString(), answer.ToJsonString());
    }

    [Fact]
    public async Task A_hundred_and_twenty_megabytes_are_never_held()
    {
        const long Length = 120_000_000;
        const long Allowed = 16_000_000;
        using var tape = new SmallTape();
        await using var simulated = await Simulated.StartAsync(
            tape.Path, Moments.At("2024-03-02T12:00"), options => options with { ProtocolPadding = Length });
        await simulated.GetAsync("/protocols");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var answer = await simulated.Client.GetAsync(new Uri("/protocol/lender", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var (read, most, next, buffer) = (0L, 0L, 0L, new byte[64 * 1024]);
        for (int part; (part = await body.ReadAsync(buffer)) > 0; read += part)
        {
            if (read < next)
                continue;

            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            next = read + Length / 6;
        }

        Assert.Null(answer.Content.Headers.ContentLength);
        Assert.InRange(read, Length, Length + 200);
        Assert.InRange(most, long.MinValue, Allowed);
    }
}
