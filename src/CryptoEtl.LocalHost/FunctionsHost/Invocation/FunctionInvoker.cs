using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.LocalHost.FunctionsHost.Invocation;

/// <summary>Calls one method by a compiled delegate, whatever kind of result it has, static or on an instance made by the container.</summary>
internal sealed class FunctionInvoker(MethodInfo method)
{
    private static readonly MethodInfo ArgumentMethod = typeof(FunctionInvoker).GetMethod(nameof(Argument), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly Func<object?, object?[], Task<object?>> _call = Compile(method);
    private readonly ObjectFactory? _factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);

    /// <summary>The object to call on. Null for a static method.</summary>
    public object? CreateTarget(IServiceProvider services) => _factory?.Invoke(services, null);

    /// <returns>Completes with the method's result; null for none.</returns>
    public Task<object?> InvokeAsync(object? target, object?[] arguments) => _call(target, arguments);

    private static Func<object?, object?[], Task<object?>> Compile(MethodInfo method)
    {
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var converted = method.GetParameters().Select((parameter, i) => Expression.Call(
            ArgumentMethod.MakeGenericMethod(parameter.ParameterType), Expression.ArrayIndex(arguments, Expression.Constant(i))));
        var instance = method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!);
        var call = Expression.Call(instance, method, converted);
        return Expression.Lambda<Func<object?, object?[], Task<object?>>>(ReturnValues.Unify(call), target, arguments).Compile();
    }

    /// <summary>Null for a parameter of a value type is its default.</summary>
    private static T Argument<T>(object? value) => value is null ? default! : (T)value;
}
