using System.Reflection;
using CryptoEtl.LocalHost.FunctionsHost.Invocation;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace CryptoEtl.LocalHost.FunctionsHost.Discovery;

/// <summary>A function that was found, ready to be called.</summary>
internal sealed class LocalFunction(string name, FunctionKind kind, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
{
    public string Name { get; } = name;

    public FunctionKind Kind { get; } = kind;

    public MethodInfo Method { get; } = method;

    public ParameterInfo TriggerParameter { get; } = triggerParameter;

    public TriggerBindingAttribute Trigger { get; } = trigger;

    public LocalFunctionDefinition Definition { get; } = new(name, method);

    public FunctionInvoker Invoker { get; } = new(method);

    public override string ToString() => $"{Name} ({Method.DeclaringType?.FullName}.{Method.Name})";
}
