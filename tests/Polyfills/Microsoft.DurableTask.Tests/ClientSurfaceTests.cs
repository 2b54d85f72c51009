using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Tests;

/// <summary>Product code compiles against these members, so they have to be exactly what the genuine package declares.</summary>
public sealed class ClientSurfaceTests
{
    [Theory]
    [InlineData("String Name { get; }")]
    [InlineData("virtual Task<String> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, CancellationToken cancellation)")]
    [InlineData("virtual Task<String> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, Object input, CancellationToken cancellation)")]
    [InlineData("virtual Task<String> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, StartOrchestrationOptions options, CancellationToken cancellation = default)")]
    [InlineData("abstract Task<String> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, Object input = null, StartOrchestrationOptions options = null, CancellationToken cancellation = default)")]
    [InlineData("abstract Task RaiseEventAsync(String instanceId, String eventName, Object eventPayload = null, CancellationToken cancellation = default)")]
    [InlineData("abstract Task<OrchestrationMetadata> WaitForInstanceStartAsync(String instanceId, Boolean getInputsAndOutputs = False, CancellationToken cancellation = default)")]
    [InlineData("abstract Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(String instanceId, Boolean getInputsAndOutputs = False, CancellationToken cancellation = default)")]
    [InlineData("virtual Task TerminateInstanceAsync(String instanceId, Object output, CancellationToken cancellation = default)")]
    [InlineData("virtual Task TerminateInstanceAsync(String instanceId, TerminateInstanceOptions options = null, CancellationToken cancellation = default)")]
    [InlineData("abstract Task SuspendInstanceAsync(String instanceId, String reason = null, CancellationToken cancellation = default)")]
    [InlineData("abstract Task ResumeInstanceAsync(String instanceId, String reason = null, CancellationToken cancellation = default)")]
    [InlineData("virtual Task<OrchestrationMetadata> GetInstanceAsync(String instanceId, Boolean getInputsAndOutputs = False, CancellationToken cancellation = default)")]
    [InlineData("abstract Task<OrchestrationMetadata> GetInstancesAsync(String instanceId, Boolean getInputsAndOutputs = False, CancellationToken cancellation = default)")]
    [InlineData("abstract AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery filter = null)")]
    [InlineData("virtual Task<PurgeResult> PurgeInstanceAsync(String instanceId, PurgeInstanceOptions options = null, CancellationToken cancellation = default)")]
    [InlineData("virtual Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions options = null, CancellationToken cancellation = default)")]
    [InlineData("virtual Task<String> RestartAsync(String instanceId, Boolean restartWithNewInstanceId = False, CancellationToken cancellation = default)")]
    [InlineData("virtual Task RewindInstanceAsync(String instanceId, String reason, CancellationToken cancellation = default)")]
    [InlineData("virtual Task<IList<HistoryEvent>> GetOrchestrationHistoryAsync(String instanceId, CancellationToken cancellation = default)")]
    [InlineData("abstract ValueTask DisposeAsync()")]
    public void DurableTaskClient_has(string member) => Assert.Contains(member, Signatures.Of(typeof(DurableTaskClient)));

    [Theory]
    [InlineData(typeof(OrchestrationMetadata), "new(String name, String instanceId)")]
    [InlineData(typeof(OrchestrationMetadata), "OrchestrationRuntimeStatus RuntimeStatus { get; init; }")]
    [InlineData(typeof(OrchestrationMetadata), "T ReadOutputAs<T>()")]
    [InlineData(typeof(PurgeResult), "new(Int32 count, Boolean? isComplete)")]
    [InlineData(typeof(TerminateInstanceOptions), "new(Object Output = null, Boolean Recursive = False)")]
    [InlineData(typeof(PurgeInstanceOptions), "new(Boolean Recursive = False)")]
    public void Types_have(Type type, string member) => Assert.Contains(member, Signatures.Of(type));

    [Fact]
    public void Statuses_have_the_numbers_that_are_stored_and_sent() => Assert.Equal(
        ["Running", "Completed", "ContinuedAsNew", "Failed", "Canceled", "Terminated", "Pending", "Suspended"],
        Enumerable.Range(0, 8).Select(number => ((OrchestrationRuntimeStatus)number).ToString()));

    [Fact]
    public void A_query_asks_for_pages_of_100_without_payloads()
    {
        var query = new OrchestrationQuery();

        Assert.Equal((100, false, null), (query.PageSize, query.FetchInputsAndOutputs, query.ContinuationToken));
    }
}
