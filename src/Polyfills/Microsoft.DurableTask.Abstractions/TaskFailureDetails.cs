using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>A failure as it travels through history: the exception type's full name and texts, not exception objects.</summary>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (exception is TaskFailedException { InnerException: null, FailureDetails: { } details } failed)
            return Describe(failed, details);

        return Describe(exception, exception.InnerException is { } inner ? FromException(inner) : null);
    }

    /// <summary>Whether the failure was a <typeparamref name="T"/> or a type derived from it.</summary>
    public bool IsCausedBy<T>() where T : Exception => IsCausedBy(typeof(T), Assembly.GetCallingAssembly());

    /// <summary>Whether the failure was of the given type or one derived from it.</summary>
    /// <exception cref="AmbiguousMatchException">Several loaded assemblies define a type named <see cref="ErrorType"/>.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType) => IsCausedBy(targetBaseExceptionType, Assembly.GetCallingAssembly());

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    private bool IsCausedBy(Type target, Assembly caller)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!typeof(Exception).IsAssignableFrom(target))
            throw new ArgumentException($"{target} is not an exception type.", nameof(target));

        return target.IsAssignableFrom(FindType(target.Assembly, caller));
    }

    private Type? FindType(params ReadOnlySpan<Assembly> first)
    {
        if (typeof(Exception).Assembly.GetType(ErrorType) is { } core) return core;
        foreach (var assembly in first)
            if (assembly.GetType(ErrorType) is { } near) return near;

        Type[] found = [.. AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(ErrorType)).OfType<Type>()];
        return found.Length > 1
            ? throw new AmbiguousMatchException($"Several loaded assemblies define '{ErrorType}'.")
            : found.FirstOrDefault();
    }

    private static TaskFailureDetails Describe(Exception exception, TaskFailureDetails? inner) =>
        new(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, null);
}
