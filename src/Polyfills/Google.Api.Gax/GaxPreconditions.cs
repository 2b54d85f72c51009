namespace Google.Api.Gax;

/// <summary>Checks of arguments and state.</summary>
public static class GaxPreconditions
{
    public static T CheckNotNull<T>(T argument, string paramName) where T : class =>
        argument ?? throw new ArgumentNullException(paramName);

    public static void CheckState(bool condition, string message)
    {
        if (!condition) throw new InvalidOperationException(message);
    }

    public static void CheckArgument(bool condition, string paramName, string message)
    {
        if (!condition) throw new ArgumentException(message, paramName);
    }
}
