namespace Microsoft.Azure.Functions.Worker;

/// <summary>One binding of a function, such as <c>timerTrigger</c> or <c>durableClient</c>. Types compare ignoring case.</summary>
public abstract class BindingMetadata
{
    public abstract string Name { get; }

    public abstract string Type { get; }

    public abstract BindingDirection Direction { get; }
}

/// <summary>Into the function, or out of it.</summary>
public enum BindingDirection
{
    In = 0,
    Out = 1,
}
