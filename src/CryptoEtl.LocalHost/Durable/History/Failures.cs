using System.Text.Json;
using Microsoft.DurableTask;

namespace CryptoEtl.LocalHost.Durable.History;

/// <summary>Failures as they are kept: type, message, stack and cause, never exception objects.</summary>
internal static class Failures
{
    /// <summary>What an exception leaves in history. A failed task's own details become its cause.</summary>
    public static TaskFailureDetails Describe(Exception exception)
    {
        var inner = exception is TaskFailedException { FailureDetails: { } details } ? details
            : exception.InnerException is { } cause ? Describe(cause)
            : null;
        return new TaskFailureDetails(exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, null);
    }

    public static string Write(TaskFailureDetails failure) => JsonSerializer.Serialize(Stored.From(failure));

    /// <returns>Null for null: a terminated child has no details.</returns>
    public static TaskFailureDetails? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<Stored>(json)?.ToDetails();

    private sealed record Stored(string Type, string Message, string? Stack, Stored? Cause)
    {
        public static Stored From(TaskFailureDetails failure) => new(
            failure.ErrorType, failure.ErrorMessage, failure.StackTrace, failure.InnerFailure is { } inner ? From(inner) : null);

        public TaskFailureDetails ToDetails() => new(Type, Message, Stack, Cause?.ToDetails(), null);
    }
}
