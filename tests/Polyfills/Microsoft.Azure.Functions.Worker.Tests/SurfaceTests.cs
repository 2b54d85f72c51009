using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Tests;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Tests;

/// <summary>Product code compiles against these members, so they have to be exactly what the genuine packages declare.</summary>
public sealed class SurfaceTests
{
    [Theory]
    [InlineData(typeof(FunctionContext), "String InvocationId { get; }")]
    [InlineData(typeof(FunctionContext), "IServiceProvider InstanceServices { get; set; }")]
    [InlineData(typeof(FunctionContext), "IDictionary<Object, Object> Items { get; set; }")]
    [InlineData(typeof(FunctionContext), "CancellationToken CancellationToken { get; }")]
    [InlineData(typeof(FunctionDefinition), "ImmutableArray<FunctionParameter> Parameters { get; }")]
    [InlineData(typeof(FunctionDefinition), "IImmutableDictionary<String, BindingMetadata> InputBindings { get; }")]
    [InlineData(typeof(HttpRequestData), "NameValueCollection Query { get; }")]
    [InlineData(typeof(HttpRequestData), "abstract HttpResponseData CreateResponse()")]
    [InlineData(typeof(HttpResponseData), "static HttpResponseData CreateResponse(HttpRequestData request)")]
    [InlineData(typeof(HttpRequestDataExtensions), "static ValueTask<T> ReadFromJsonAsync<T>(HttpRequestData request, CancellationToken cancellationToken = default)")]
    [InlineData(typeof(HttpResponseDataExtensions), "static ValueTask WriteAsJsonAsync<T>(HttpResponseData response, T instance, CancellationToken cancellationToken = default)")]
    [InlineData(typeof(HttpResponseDataExtensions), "static ValueTask WriteAsJsonAsync<T>(HttpResponseData response, T instance, String contentType, CancellationToken cancellationToken = default)")]
    [InlineData(typeof(HttpResponseDataExtensions), "static Task WriteStringAsync(HttpResponseData response, String value, CancellationToken cancellationToken, Encoding encoding = null)")]
    [InlineData(typeof(DurableTaskClientExtensions), "static Task<HttpResponseData> CreateCheckStatusResponseAsync(DurableTaskClient client, HttpRequestData request, String instanceId, CancellationToken cancellation = default)")]
    [InlineData(typeof(DurableTaskClientExtensions), "static Task<HttpResponseData> CreateCheckStatusResponseAsync(DurableTaskClient client, HttpRequestData request, String instanceId, HttpStatusCode statusCode, CancellationToken cancellation = default)")]
    [InlineData(typeof(DurableTaskClientExtensions), "static HttpResponseData CreateCheckStatusResponse(DurableTaskClient client, HttpRequestData request, String instanceId, CancellationToken cancellation = default)")]
    [InlineData(typeof(DurableTaskClientExtensions), "static HttpManagementPayload CreateHttpManagementPayload(DurableTaskClient client, String instanceId, HttpRequestData request = null)")]
    [InlineData(typeof(FunctionsApplication), "static FunctionsApplicationBuilder CreateBuilder(String[] args)")]
    [InlineData(typeof(FunctionsApplicationBuilder), "IHost Build()")]
    [InlineData(typeof(FunctionsApplicationBuilder), "ConfigurationManager Configuration { get; }")]
    [InlineData(typeof(FunctionsApplicationBuilder), "IServiceCollection Services { get; }")]
    [InlineData(typeof(FunctionsApplicationBuilderAspNetCoreExtensions), "static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(FunctionsApplicationBuilder builder)")]
    [InlineData(typeof(MiddlewareWorkerApplicationBuilderExtensions), "static IFunctionsWorkerApplicationBuilder UseMiddleware<T>(IFunctionsWorkerApplicationBuilder builder)")]
    [InlineData(typeof(MiddlewareWorkerApplicationBuilderExtensions), "static IFunctionsWorkerApplicationBuilder UseMiddleware(IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, Func<Task>, Task> middleware)")]
    [InlineData(typeof(TimerInfo), "ScheduleStatus ScheduleStatus { get; set; }")]
    [InlineData(typeof(TimerInfo), "Boolean IsPastDue { get; set; }")]
    public void Types_have(Type type, string member) => Assert.Contains(member, Signatures.Of(type));
}
