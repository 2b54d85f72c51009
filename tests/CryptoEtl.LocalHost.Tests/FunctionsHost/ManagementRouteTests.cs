using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CryptoEtl.LocalHost.Tests.FunctionsHost;

/// <summary>The management API of the Durable extension, over a real socket.</summary>
public sealed class ManagementRouteTests : IAsyncLifetime
{
    private const string Base = "runtime/webhooks/durabletask/";

    private static TaskCompletionSource _open = new();
    private LocalApp _app = null!;

    public async Task InitializeAsync()
    {
        _open = new TaskCompletionSource();
        _app = await LocalApp.StartAsync([typeof(Samples)]);
    }

    public async Task DisposeAsync()
    {
        _open.TrySetResult();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_running_instance_is_202_with_where_and_when_to_look_again()
    {
        await StartAsync("Waits", "main", 5);
        await _app.Client.WaitForInstanceStartAsync("main");

        using var response = await _app.Http.GetAsync(Base + "instances/main");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"{_app.Http.BaseAddress}{Base}instances/main", response.Headers.Location!.ToString());
        Assert.Equal("5", response.Headers.GetValues("Retry-After").Single());
        Assert.StartsWith("""{"name":"Waits","instanceId":"main","runtimeStatus":"Running","input":5,"customStatus":{"Step":1},"output":null,"createdTime":""", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_instance_is_200_with_its_output_and_times_in_whole_seconds()
    {
        await EndAsync("Waits", "main", 5);

        using var response = await _app.Http.GetAsync(Base + "INSTANCES/main?showInput=false");
        var status = await JsonAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("[6]", status.GetProperty("output").GetRawText());
        Assert.Equal(JsonValueKind.Null, status.GetProperty("input").ValueKind);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", status.GetProperty("lastUpdatedTime").GetString());
        Assert.False(status.TryGetProperty("historyEvents", out _));
    }

    [Fact]
    public async Task A_failed_instance_is_200_or_500_as_the_caller_likes()
    {
        await EndAsync("Fails", "main", null);

        using var plain = await _app.Http.GetAsync(Base + "instances/main");
        using var strict = await _app.Http.GetAsync(Base + "instances/main?returnInternalServerErrorOnFailure=true");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.InternalServerError), (plain.StatusCode, strict.StatusCode));
        Assert.Equal("went wrong", (await JsonAsync(plain)).GetProperty("output").GetString());
    }

    [Fact]
    public async Task History_comes_when_asked_for()
    {
        await EndAsync("Waits", "main", 5);

        using var response = await _app.Http.GetAsync(Base + "instances/main?showHistory=true&showHistoryOutput=true");

        var events = (await JsonAsync(response)).GetProperty("historyEvents").EnumerateArray().ToList();
        Assert.Equal(["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"], events.Select(e => e.GetProperty("EventType").GetString()));
        Assert.Equal("Wait", events[1].GetProperty("FunctionName").GetString());
        Assert.Equal("6", events[1].GetProperty("Result").GetRawText());
    }

    [Fact]
    public async Task An_unknown_instance_is_404_and_a_bad_parameter_400()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Http.GetAsync(Base + "instances/missing")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.Http.GetAsync(Base + "instances?runtimeStatus=Sleeping")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.Http.GetAsync(Base + "instances?createdTimeFrom=yesterday")).StatusCode);
    }

    [Fact]
    public async Task A_list_is_filtered_and_continued_by_a_header()
    {
        for (var i = 0; i < 3; i++) await EndAsync("Waits", $"run-{i}", i);
        await EndAsync("Fails", "run-x", null);

        using var first = await _app.Http.GetAsync(Base + "instances?top=2&runtimeStatus=Completed,Running&instanceIdPrefix=run-");
        using var request = new HttpRequestMessage(HttpMethod.Get, Base + "instances?top=2&runtimeStatus=Completed&runtimeStatus=Running&instanceIdPrefix=run-");
        request.Headers.Add("x-ms-continuation-token", first.Headers.GetValues("x-ms-continuation-token").Single());
        using var second = await _app.Http.SendAsync(request);

        Assert.Equal(["run-0", "run-1"], await IdsAsync(first));
        Assert.Equal(["run-2"], await IdsAsync(second));
        Assert.Equal("", string.Concat(second.Headers.TryGetValues("x-ms-continuation-token", out var token) ? token : []));
    }

    [Fact]
    public async Task An_orchestrator_is_started_by_name()
    {
        using var response = await StartAsync("Waits", "main", 1);
        using var again = await StartAsync("Waits", "main", 1);
        using var unknown = await StartAsync("Missing", "other", 1);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("10", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal(response.Headers.Location!.ToString(), (await JsonAsync(response)).GetProperty("statusQueryGetUri").GetString());
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (again.StatusCode, unknown.StatusCode));
    }

    [Fact]
    public async Task A_start_with_a_timeout_answers_with_the_output_if_it_comes_in_time()
    {
        _open.SetResult();

        using var response = await StartAsync("Waits", "main", 1, "?timeout=30");

        Assert.Equal((HttpStatusCode.OK, "[2]"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("POST", "instances/main/terminate")]
    [InlineData("POST", "instances/main/raiseEvent/go")]
    [InlineData("POST", "instances/main/rewind")]
    [InlineData("DELETE", "instances/main")]
    [InlineData("DELETE", "instances")]
    public async Task What_belongs_to_a_later_version_is_501(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Base + path);
        using var response = await _app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains("not supported", (await JsonAsync(response)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private async Task EndAsync(string function, string id, object? input)
    {
        _open.TrySetResult();
        (await StartAsync(function, id, input)).Dispose();
        await _app.Client.WaitForInstanceCompletionAsync(id);
    }

    private async Task<HttpResponseMessage> StartAsync(string function, string id, object? input, string query = "")
    {
        using var body = new StringContent(JsonSerializer.Serialize(input), Encoding.UTF8, "application/json");
        return await _app.Http.PostAsync($"{Base}orchestrators/{function}/{id}{query}", body);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private static async Task<IEnumerable<string?>> IdsAsync(HttpResponseMessage response) =>
        (await JsonAsync(response)).EnumerateArray().Select(status => status.GetProperty("instanceId").GetString());

    public static class Samples
    {
        [Function("Waits")]
        public static async Task<int[]> WaitsAsync([OrchestrationTrigger] TaskOrchestrationContext context, int input)
        {
            context.SetCustomStatus(new { Step = 1 });
            return [await context.CallActivityAsync<int>("Wait", input)];
        }

        [Function("Fails")]
        public static Task Fails([OrchestrationTrigger] TaskOrchestrationContext context) =>
            throw new InvalidOperationException(context.InstanceId == "" ? "no id" : "went wrong");

        [Function("Wait")]
        public static async Task<int> WaitAsync([ActivityTrigger] int input)
        {
            await _open.Task;
            return input + 1;
        }
    }
}
