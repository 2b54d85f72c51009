using System.Linq.Expressions;
using System.Reflection;

namespace CryptoEtl.LocalHost.FunctionsHost.Invocation;

/// <summary>Makes one kind of result of all that a function may return: nothing, a value, or a task of either.</summary>
internal static class ReturnValues
{
    public static Expression Unify(MethodCallExpression call)
    {
        var type = call.Type;
        if (type == typeof(void)) return Expression.Block(call, Expression.Constant(Task.FromResult<object?>(null)));
        if (type == typeof(Task)) return Through(nameof(OfTask), call);
        if (type == typeof(ValueTask)) return Through(nameof(OfValueTask), call);

        var generic = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var (name, result) = generic == typeof(Task<>) ? (nameof(OfTaskWith), type.GetGenericArguments()[0])
            : generic == typeof(ValueTask<>) ? (nameof(OfValueTaskWith), type.GetGenericArguments()[0])
            : (nameof(OfValue), type);
        return Through(name, call, result);
    }

    private static MethodCallExpression Through(string name, Expression call, params Type[] types)
    {
        var method = typeof(ReturnValues).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
        return Expression.Call(types.Length == 0 ? method : method.MakeGenericMethod(types), call);
    }

    private static async Task<object?> OfTask(Task task)
    {
        await task;
        return null;
    }

    private static async Task<object?> OfValueTask(ValueTask task)
    {
        await task;
        return null;
    }

    private static async Task<object?> OfTaskWith<T>(Task<T> task) => await task;

    private static async Task<object?> OfValueTaskWith<T>(ValueTask<T> task) => await task;

    private static Task<object?> OfValue<T>(T value) => Task.FromResult<object?>(value);
}
