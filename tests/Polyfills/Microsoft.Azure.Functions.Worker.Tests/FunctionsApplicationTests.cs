using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Tests;

public sealed class FunctionsApplicationTests
{
    [Fact]
    public void Services_and_settings_are_there_to_be_added_and_read()
    {
        var builder = FunctionsApplication.CreateBuilder(["--functions-worker-id", "w1"]).ConfigureFunctionsWebApplication();
        builder.Configuration["a"] = "1";
        builder.Services.AddSingleton("service");

        using var host = builder.Build();

        Assert.Equal("service", host.Services.GetRequiredService<string>());
        Assert.Equal("1", host.Services.GetRequiredService<IConfiguration>()["a"]);
    }

    [Fact]
    public void An_app_is_built_once()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        using var host = builder.Build();

        Assert.Throws<InvalidOperationException>(builder.Build);
    }

    [Fact]
    public async Task Without_a_Functions_host_an_app_does_not_start()
    {
        using var host = FunctionsApplication.CreateBuilder([]).Build();

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => host.StartAsync());
    }

    [Fact]
    public void The_serializer_writes_Pascal_case_and_reads_any()
    {
        using var host = FunctionsApplication.CreateBuilder([]).Build();

        var serializer = host.Services.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!;

        Assert.Equal("""{"Page":1}""", serializer.Serialize(new Order(1)).ToString());
        Assert.Equal(new Order(2), serializer.Deserialize(BinaryData.FromString("""{"pAGE":2}""").ToStream(), typeof(Order), default));
    }

    [Fact]
    public async Task Middleware_runs_in_the_order_it_was_added_around_the_function()
    {
        List<string> steps = [];
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Services.AddSingleton(steps).AddSingleton<IFunctionExecutor, Executor>();
        builder.UseMiddleware(async (_, next) =>
        {
            steps.Add("outer in");
            await next();
            steps.Add("outer out");
        });
        builder.UseMiddleware<Inner>();
        builder.UseWhen(_ => false, (_, _) => throw new InvalidOperationException("never"));
        using var host = builder.Build();

        await host.Services.GetRequiredService<FunctionExecutionDelegate>()(new FakeContext(host.Services));

        Assert.Equal(["outer in", "inner in", "function", "inner out", "outer out"], steps);
        Assert.Same(host.Services.GetRequiredService<Inner>(), host.Services.GetRequiredService<Inner>());
    }

    private sealed record Order(int Page);

    private sealed class Inner(List<string> steps) : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            steps.Add("inner in");
            await next(context);
            steps.Add("inner out");
        }
    }

    private sealed class Executor(List<string> steps) : IFunctionExecutor
    {
        public ValueTask ExecuteAsync(FunctionContext context)
        {
            steps.Add("function");
            return ValueTask.CompletedTask;
        }
    }
}
