using System.Reflection;

namespace CryptoEtl.LocalHost.FunctionsHost.Invocation;

/// <summary>What a trigger has for a function's parameters.</summary>
internal interface ITriggerValues
{
    /// <summary>Told to middleware and functions as binding data.</summary>
    IReadOnlyDictionary<string, object?> BindingData { get; }

    /// <summary>The value of the parameter with the trigger attribute, or of another one only this trigger knows.</summary>
    object? ValueFor(ParameterInfo parameter, LocalFunctionContext context);
}
