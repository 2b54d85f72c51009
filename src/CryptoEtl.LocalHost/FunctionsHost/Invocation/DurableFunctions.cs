using System.Collections.Immutable;
using System.Reflection;
using CryptoEtl.LocalHost.Durable;
using CryptoEtl.LocalHost.FunctionsHost.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.FunctionsHost.Invocation;

/// <summary>Gives the engine the orchestrators and activities among the functions.</summary>
internal sealed class DurableFunctions(
    FunctionCatalog catalog,
    FunctionRunner runner,
    DataConverter converter,
    LocalFunctionsOptions options,
    TimeProvider time,
    ILoggerFactory loggers,
    IHostApplicationLifetime? lifetime = null)
{
    public DurableEngine CreateEngine()
    {
        var engineOptions = new DurableEngineOptions
        {
            DatabasePath = options.DatabasePath,
            MaxConcurrentActivities = options.MaxConcurrentActivities,
            MaxConcurrentOrchestrations = options.MaxConcurrentOrchestrations,
            ResumeOnStart = options.ResumeOnStart,
        };
        return new DurableEngine(engineOptions, Register(), time, loggers, converter) { Faulted = _ => lifetime?.StopApplication() };
    }

    private DurableRegistry Register()
    {
        var registry = new DurableRegistry();
        foreach (var function in catalog.Of(FunctionKind.Orchestrator))
            registry.AddOrchestrator(((OrchestrationTriggerAttribute)function.Trigger).Orchestration ?? function.Name, Orchestrator(function));
        foreach (var function in catalog.Of(FunctionKind.Activity))
            registry.AddActivity(((ActivityTriggerAttribute)function.Trigger).Activity ?? function.Name, Activity(function));
        return registry;
    }

    private OrchestratorDelegate Orchestrator(LocalFunction function) =>
        (context, input) => runner.RunOrchestratorAsync(function, new OrchestrationValues(context, input, converter));

    private ActivityDelegate Activity(LocalFunction function) => async (call, cancellation) =>
        converter.Serialize(await runner.RunAsync(function, new ActivityValues(call, converter), cancellation));

    private sealed class OrchestrationValues(TaskOrchestrationContext orchestration, string? input, DataConverter converter) : ITriggerValues
    {
        public IReadOnlyDictionary<string, object?> BindingData { get; } =
            ImmutableDictionary<string, object?>.Empty.Add("instanceId", orchestration.InstanceId);

        public object? ValueFor(ParameterInfo parameter, LocalFunctionContext context) =>
            parameter.ParameterType == typeof(TaskOrchestrationContext) ? orchestration : converter.Deserialize(input, parameter.ParameterType);
    }

    private sealed class ActivityValues(ActivityCall call, DataConverter converter) : ITriggerValues
    {
        public IReadOnlyDictionary<string, object?> BindingData { get; } =
            ImmutableDictionary<string, object?>.Empty.Add("instanceId", call.InstanceId);

        public object? ValueFor(ParameterInfo parameter, LocalFunctionContext context) => converter.Deserialize(call.Input, parameter.ParameterType);
    }
}
