namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where an instance can be watched and steered over HTTP. Read its JSON keys ignoring case: releases differ.</summary>
public class HttpManagementPayload
{
    public string? Id { get; internal set; }

    public string? PurgeHistoryDeleteUri { get; internal set; }

    /// <summary>Contains <c>{eventName}</c> for the caller to fill in.</summary>
    public string? SendEventPostUri { get; internal set; }

    public string? StatusQueryGetUri { get; internal set; }

    /// <summary>Contains <c>{text}</c> for the caller to fill in, as do the other URIs with a reason.</summary>
    public string? TerminatePostUri { get; internal set; }

    public string? SuspendPostUri { get; internal set; }

    public string? ResumePostUri { get; internal set; }

    public string? RewindPostUri { get; internal set; }

    public string? RestartPostUri { get; internal set; }
}
