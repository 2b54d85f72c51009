using System.Net;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Answers an HTTP request with where to watch the orchestration it started.</summary>
public static class DurableTaskClientExtensions
{
    public static Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponseAsync(request, instanceId, HttpStatusCode.Accepted, cancellation);

    public static async Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode, CancellationToken cancellation = default)
    {
        var (response, payload) = Prepare(client, request, instanceId, statusCode);
        await Serializer(response).SerializeAsync(response.Body, payload, payload.GetType(), cancellation);
        return response;
    }

    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default) =>
        client.CreateCheckStatusResponse(request, instanceId, HttpStatusCode.Accepted, cancellation);

    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode, CancellationToken cancellation = default)
    {
        var (response, payload) = Prepare(client, request, instanceId, statusCode);
        Serializer(response).Serialize(response.Body, payload, payload.GetType(), cancellation);
        return response;
    }

    /// <exception cref="InvalidOperationException">Without a request there is no address to build on.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var instances = request?.Url.GetLeftPart(UriPartial.Authority)
            ?? throw new InvalidOperationException("The address of the host is not known: pass the HTTP request.");
        return At($"{instances}/runtime/webhooks/durabletask/instances/{Uri.EscapeDataString(instanceId)}", instanceId);
    }

    private static HttpManagementPayload At(string instance, string instanceId) => new()
    {
        Id = instanceId,
        PurgeHistoryDeleteUri = instance,
        SendEventPostUri = $"{instance}/raiseEvent/{{eventName}}",
        StatusQueryGetUri = instance,
        TerminatePostUri = $"{instance}/terminate?reason={{text}}",
        SuspendPostUri = $"{instance}/suspend?reason={{text}}",
        ResumePostUri = $"{instance}/resume?reason={{text}}",
    };

    private static (HttpResponseData Response, HttpManagementPayload Payload) Prepare(
        DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        var payload = client.CreateHttpManagementPayload(instanceId, request);
        var response = request.CreateResponse(statusCode);
        response.Headers.Add("Location", payload.StatusQueryGetUri);
        response.Headers.Add("Content-Type", "application/json");
        return (response, payload);
    }

    private static ObjectSerializer Serializer(HttpResponseData response) =>
        response.FunctionContext.InstanceServices.GetService<IOptions<WorkerOptions>>()?.Value.Serializer
        ?? throw new InvalidOperationException("The worker has no serializer: WorkerOptions.Serializer is not set.");
}
