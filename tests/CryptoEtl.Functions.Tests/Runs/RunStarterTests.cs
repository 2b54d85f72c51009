using CryptoEtl.Core;
using CryptoEtl.Core.Runs;
using CryptoEtl.Functions.Runs;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Moq;

namespace CryptoEtl.Functions.Tests.Runs;

public sealed class RunStarterTests
{
    private static readonly BatchId Batch = new("live", new DateTimeOffset(2018, 2, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Mock<DurableTaskClient> client = new("test");

    [Fact]
    public async Task A_slot_nobody_ran_is_started_under_its_own_name()
    {
        Assert.Equal((Batch.Id, false), await RunStarter.StartAsync(client.Object, new RunRequest(Batch)));
        client.Verify(c => c.ScheduleNewOrchestrationInstanceAsync(
            nameof(RunOrchestrator), It.IsAny<object>(), It.Is<StartOrchestrationOptions>(o => o.InstanceId == "live-20180201T120000Z"), It.IsAny<CancellationToken>()));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, true)]
    [InlineData(OrchestrationRuntimeStatus.Pending, true)]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false)]
    public async Task A_slot_that_runs_or_ran_is_joined_and_one_that_failed_starts_anew(OrchestrationRuntimeStatus status, bool joined)
    {
        client.Setup(c => c.GetInstanceAsync(Batch.Id, true, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new OrchestrationMetadata(nameof(RunOrchestrator), Batch.Id) { RuntimeStatus = status, DataConverter = JsonDataConverter.Default });
        Assert.Equal((Batch.Id, joined), await RunStarter.StartAsync(client.Object, new RunRequest(Batch)));
    }

    [Fact]
    public async Task A_trigger_that_loses_the_race_joins_the_winner()
    {
        client.Setup(c => c.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object>(), It.IsAny<StartOrchestrationOptions>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new OrchestrationAlreadyExistsException("taken"));
        Assert.Equal((Batch.Id, true), await RunStarter.StartAsync(client.Object, new RunRequest(Batch)));
    }
}
