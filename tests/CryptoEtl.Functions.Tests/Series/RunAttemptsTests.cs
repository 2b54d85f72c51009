using CryptoEtl.Core;
using CryptoEtl.Core.Runs;
using CryptoEtl.Functions.Runs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Moq;

namespace CryptoEtl.Functions.Tests.Series;

/// <summary>A run that kept what it got and missed the rest is repeated under a name of its own.</summary>
public sealed class RunAttemptsTests
{
    private static readonly BatchId Batch = new("historical", new DateTimeOffset(2024, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Mock<DurableTaskClient> client = new("test");

    [Fact]
    public async Task A_run_without_failures_is_joined()
    {
        Known(Batch, failures: []);
        Assert.Equal((Batch.Id, true), await StartAsync());
    }

    [Fact]
    public async Task A_run_with_failures_is_followed_by_a_second_one()
    {
        Known(Batch, failures: ["bitcoin: chart"]);
        Assert.Equal((Batch.Attempt(2).Id, false), await StartAsync());
        client.Verify(c => c.ScheduleNewOrchestrationInstanceAsync(
            nameof(RunOrchestrator), It.Is<object>(input => ((RunRequest)input).Batch == Batch.Attempt(2)),
            It.Is<StartOrchestrationOptions>(options => options.InstanceId == "historical~r2-20240301T120000Z"), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task The_second_one_is_joined_or_followed_like_the_first()
    {
        Known(Batch, failures: ["bitcoin: chart"]);
        Known(Batch.Attempt(2), failures: []);
        Assert.Equal((Batch.Attempt(2).Id, true), await StartAsync());

        Known(Batch.Attempt(2), failures: ["bitcoin: chart"]);
        Assert.Equal((Batch.Attempt(3).Id, false), await StartAsync());

        Known(Batch.Attempt(3), failures: [], OrchestrationRuntimeStatus.Failed);
        Assert.Equal((Batch.Attempt(3).Id, false), await StartAsync());
    }

    private Task<(string RunId, bool Joined)> StartAsync() => RunStarter.StartAsync(client.Object, new RunRequest(Batch));

    private void Known(BatchId batch, string[] failures, OrchestrationRuntimeStatus status = OrchestrationRuntimeStatus.Completed)
    {
        var report = new RunReport(batch.Id, batch.Pipeline, batch.Slot, batch.Slot, batch.Slot, [], [], [], [], [], []) { Failures = failures };
        client.Setup(c => c.GetInstanceAsync(batch.Id, true, It.IsAny<CancellationToken>())).ReturnsAsync(
            new OrchestrationMetadata(nameof(RunOrchestrator), batch.Id)
            {
                RuntimeStatus = status, DataConverter = JsonDataConverter.Default, SerializedOutput = JsonDataConverter.Default.Serialize(report),
            });
    }
}
