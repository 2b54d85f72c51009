using System.Net;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Tests;

/// <summary>Keys of the payload are read ignoring case: releases of the extension differ.</summary>
public sealed class CheckStatusResponseTests : IAsyncDisposable
{
    private const string Instance = "http://localhost:7071/runtime/webhooks/durabletask/instances/run%20a";

    private readonly NoClient _client = new();
    private readonly FakeRequest _request = new(FakeContext.WithSerializer(), "http://localhost:7071/api/start?x=1");

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task The_answer_says_where_the_instance_is_watched_and_steered()
    {
        var response = (FakeResponse)await _client.CreateCheckStatusResponseAsync(_request, "run a");

        var payload = new Dictionary<string, string?>(JsonSerializer.Deserialize<Dictionary<string, string?>>(response.Text)!, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("application/json", response.Headers.GetValues("Content-Type").Single());
        Assert.Equal(payload["statusQueryGetUri"], response.Headers.GetValues("Location").Single());
        Assert.Equal("run a", payload["id"]);
        Assert.StartsWith(Instance, payload["statusQueryGetUri"], StringComparison.Ordinal);
        Assert.StartsWith(Instance + "/raiseEvent/{eventName}", payload["sendEventPostUri"], StringComparison.Ordinal);
        Assert.StartsWith(Instance + "/terminate?", payload["terminatePostUri"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_status_may_be_another()
    {
        var response = _client.CreateCheckStatusResponse(_request, "a", HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void Links_can_be_had_without_a_response()
    {
        var payload = _client.CreateHttpManagementPayload("run a", _request);

        Assert.Equal("run a", payload.Id);
        Assert.StartsWith(Instance, payload.PurgeHistoryDeleteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_request_there_is_no_address() =>
        Assert.Throws<InvalidOperationException>(() => _client.CreateHttpManagementPayload("a"));

    /// <summary>A client of an app's own: it implements what is abstract and nothing else.</summary>
    private sealed class NoClient() : DurableTaskClient("none")
    {
        public override Task<string> ScheduleNewOrchestrationInstanceAsync(
            TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) =>
            throw new NotSupportedException();

        public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
            throw new NotSupportedException();

        public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
            throw new NotSupportedException();

        public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
            throw new NotSupportedException();

        public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
            throw new NotSupportedException();

        public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
            throw new NotSupportedException();

        public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
            throw new NotSupportedException();

        public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
