using System.Globalization;
using CryptoEtl.LocalHost.Durable.Orchestration;

namespace CryptoEtl.LocalHost.Tests.Durable;

public sealed class DeterministicGuidTests
{
    [Theory]
    [InlineData("abc", "2026-01-02T03:04:05.6789012Z", 0, "34266b5d-8965-555e-b090-812bf50a5442")]
    [InlineData("abc", "2026-01-02T03:04:05.6789012Z", 1, "12c9a58b-6de1-5e07-a647-e4c2de8cd36f")]
    [InlineData("crypto-run-20260101", "2026-01-01T00:00:00.0000000Z", 0, "1a86d4cf-83f1-5d5e-887f-22088061728e")]
    public void Ids_equal_those_of_the_genuine_framework(string instanceId, string now, int counter, string expected)
    {
        var moment = DateTime.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

        Assert.Equal(Guid.Parse(expected), DeterministicGuid.Create(instanceId, moment, counter));
    }

    [Fact]
    public void The_context_counts_from_zero_and_a_replay_gives_the_same_ids()
    {
        List<Guid> seen = [];
        var time = new ManualTimeProvider(DateTimeOffset.Parse("2026-01-02T03:04:05.6789012Z", CultureInfo.InvariantCulture));
        var script = new ScriptedExecution(
            async context =>
            {
                seen.AddRange([context.NewGuid(), context.NewGuid()]);
                await context.CallActivityAsync("Work");
                return null;
            },
            time,
            id: "abc");

        script.Turn();
        script.Replay();

        Guid[] expected = [Guid.Parse("34266b5d-8965-555e-b090-812bf50a5442"), Guid.Parse("12c9a58b-6de1-5e07-a647-e4c2de8cd36f")];
        Assert.Equal([.. expected, .. expected], seen);
    }
}
