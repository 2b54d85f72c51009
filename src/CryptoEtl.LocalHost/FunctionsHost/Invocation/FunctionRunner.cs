using System.Reflection;
using CryptoEtl.LocalHost.FunctionsHost.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.LocalHost.FunctionsHost.Invocation;

/// <summary>Calls functions: makes the service scope, the context and the arguments of each invocation.</summary>
internal sealed class FunctionRunner(IServiceProvider services)
{
    public async Task<object?> RunAsync(
        LocalFunction function, ITriggerValues trigger, CancellationToken cancellation, (int Count, int Max) retry = default)
    {
        await using var scope = services.CreateAsyncScope();
        var context = new LocalFunctionContext(function.Definition, trigger, scope.ServiceProvider, retry, cancellation);
        var target = function.Invoker.CreateTarget(scope.ServiceProvider);
        try
        {
            return await function.Invoker.InvokeAsync(target, Arguments(function, context));
        }
        finally
        {
            if (target is IAsyncDisposable later) await later.DisposeAsync();
            else (target as IDisposable)?.Dispose();
        }
    }

    /// <summary>As <see cref="RunAsync"/>, but awaits nothing except the function, for an orchestrator must stay on its thread.</summary>
    public async Task<object?> RunOrchestratorAsync(LocalFunction function, ITriggerValues trigger)
    {
        using var scope = services.CreateScope();
        var context = new LocalFunctionContext(function.Definition, trigger, scope.ServiceProvider, default, CancellationToken.None);
        var target = function.Invoker.CreateTarget(scope.ServiceProvider);
        using (target as IDisposable)
            return await function.Invoker.InvokeAsync(target, Arguments(function, context));
    }

    private static object?[] Arguments(LocalFunction function, LocalFunctionContext context) =>
        [.. function.Definition.MethodParameters.Select(parameter => Argument(parameter, context))];

    private static object? Argument(ParameterInfo parameter, LocalFunctionContext context)
    {
        var type = parameter.ParameterType;
        if (type == typeof(FunctionContext)) return context;
        if (type == typeof(CancellationToken)) return context.CancellationToken;
        if (type == typeof(DurableTaskClient)) return context.InstanceServices.GetRequiredService<DurableTaskClient>();
        return context.Trigger.ValueFor(parameter, context);
    }
}
