using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Google.Cloud.Storage.V1.Tests.Server;

internal sealed partial class GcsServer
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new();

    private Task OpenSessionAsync(Call call, HttpContext context, string bucket)
    {
        if (call.Query["uploadType"] != "resumable") return Answer.ErrorAsync(context, 400, "Only resumable uploads");
        JsonObject given = JsonNode.Parse(call.Body)!.AsObject();
        string name = (string)given["name"]!;
        int failed = ServerConditions.Status(call.Query, Store.Find(bucket, name));
        if (failed != 0) return Answer.ConditionAsync(context, failed);
        string id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        _sessions[id] = new Session(bucket, name, given, call.Query, new MemoryStream());
        context.Response.Headers.Location = $"{Root}/upload/session/{id}";
        return Task.CompletedTask;
    }

    private async Task ReceiveAsync(Call call, HttpContext context, string id)
    {
        Session session = _sessions[id];
        (long? first, long? total) = ContentRange(call.Headers.ContentRange.ToString());
        if (first is not null && first != session.Received.Length)
        {
            await Answer.ErrorAsync(context, 400, $"Expected byte {session.Received.Length}, not {first}");
            return;
        }
        bool interrupted = first is not null & Faults.Interruptions.TryDequeue(out var interruption);
        session.Received.Write(interrupted ? call.Body.AsSpan(0, interruption.Kept) : call.Body);
        if (interrupted && interruption.Cut) context.Abort();
        else if (session.Received.Length == total) await CompleteAsync(context, session);
        else ReportProgress(context, session.Received.Length);
    }

    /// <summary>Preconditions are judged again, in one step with the write: of two sessions opened at once only one may create an object.</summary>
    private Task CompleteAsync(HttpContext context, Session session)
    {
        StoredObject? created = Store.PutIf(
            session.Bucket, session.Name, session.Received.ToArray(), session.Given, current => ServerConditions.Status(session.Conditions, current) == 0);
        if (created is null) return Answer.ConditionAsync(context, 412);
        JsonObject json = created.ToJson();
        if (Faults.ClaimedCrc32c is { } claimed) json["crc32c"] = claimed.Length == 0 ? null : claimed;
        return Answer.JsonAsync(context, json);
    }

    private static void ReportProgress(HttpContext context, long received)
    {
        context.Response.StatusCode = 308;
        if (received > 0) context.Response.Headers.Range = $"bytes=0-{received - 1}";
    }

    /// <summary>"bytes 0-9/20" or, with an asterisk, a question about progress or a length not yet known.</summary>
    private static (long? First, long? Total) ContentRange(string header)
    {
        string[] parts = header["bytes ".Length..].Split('/');
        return (parts[0] == "*" ? null : Number(parts[0].Split('-')[0]), parts[1] == "*" ? null : Number(parts[1]));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Session(string Bucket, string Name, JsonObject Given, IQueryCollection Conditions, MemoryStream Received);
}
