using System.Reflection;
using CryptoEtl.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.FunctionsHost.Discovery;

/// <summary>Refuses at start what could not be called later: better one clear line than a failure at three in the morning.</summary>
internal static class ParameterRules
{
    public static void Check(LocalFunction function)
    {
        CheckTrigger(function);
        var others = function.Method.GetParameters().Where(parameter => parameter != function.TriggerParameter && !IsKnown(function, parameter)).ToList();
        var allowed = function.Kind == FunctionKind.Orchestrator ? 1 : 0;
        if (others.Count > allowed) throw Bad(function, others[^1], "nothing is known to bind it to");
    }

    private static void CheckTrigger(LocalFunction function)
    {
        var type = function.TriggerParameter.ParameterType;
        var isGood = function.Kind switch
        {
            FunctionKind.Orchestrator => type == typeof(TaskOrchestrationContext),
            FunctionKind.Timer => type == typeof(TimerInfo),
            FunctionKind.Http => type == typeof(HttpRequestData) || type == typeof(HttpRequest),
            _ => true,
        };
        if (!isGood) throw Bad(function, function.TriggerParameter, "its trigger cannot give that type");
    }

    private static bool IsKnown(LocalFunction function, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
            return type == typeof(DurableTaskClient) ? true : throw Bad(function, parameter, "DurableClient binds to DurableTaskClient only");

        return type == typeof(FunctionContext) || type == typeof(CancellationToken) || (function.Kind == FunctionKind.Http && IsRouteValue(type));
    }

    private static bool IsRouteValue(Type type) => type == typeof(string) || (Nullable.GetUnderlyingType(type) ?? type) is { IsPrimitive: true }
        || type.GetInterfaces().Any(parsable => parsable.IsGenericType && parsable.GetGenericTypeDefinition() == typeof(IParsable<>));

    private static BadInputException Bad(LocalFunction function, ParameterInfo parameter, string why) =>
        new($"The parameter {parameter.ParameterType.Name} {parameter.Name} of the function {function} cannot be bound: {why}.");
}
