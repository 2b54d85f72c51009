using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CryptoEtl.LocalHost.Durable.History;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.FunctionsHost.Management;

/// <summary>The status object of the management API.</summary>
internal static class StatusJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(OrchestrationMetadata instance, bool showInput, IReadOnlyList<DurableEvent>? history, bool showHistoryOutput) =>
        Write(json => WriteStatus(json, instance, showInput, history, showHistoryOutput));

    public static string Write(IEnumerable<OrchestrationMetadata> instances, bool showInput) => Write(json =>
    {
        json.WriteStartArray();
        foreach (var instance in instances) WriteStatus(json, instance, showInput, null, false);
        json.WriteEndArray();
    });

    private static void WriteStatus(
        Utf8JsonWriter json, OrchestrationMetadata instance, bool showInput, IReadOnlyList<DurableEvent>? history, bool showHistoryOutput)
    {
        json.WriteStartObject();
        json.WriteString("name", instance.Name);
        json.WriteString("instanceId", instance.InstanceId);
        json.WriteString("runtimeStatus", instance.RuntimeStatus.ToString());
        WritePayload(json, "input", showInput ? instance.SerializedInput : null);
        WritePayload(json, "customStatus", instance.SerializedCustomStatus);
        WritePayload(json, "output", instance.SerializedOutput);
        WriteTime(json, "createdTime", instance.CreatedAt.UtcDateTime);
        WriteTime(json, "lastUpdatedTime", instance.LastUpdatedAt.UtcDateTime);
        if (history is not null) WriteHistory(json, history, showHistoryOutput);
        json.WriteEndObject();
    }

    /// <summary>The events a reader cares about: each task as it ended, not how the orchestrator was woken.</summary>
    private static void WriteHistory(Utf8JsonWriter json, IReadOnlyList<DurableEvent> history, bool showOutput)
    {
        var scheduled = history
            .Where(e => e.Kind is EventKind.TaskScheduled or EventKind.SubOrchestrationInstanceCreated or EventKind.TimerCreated)
            .ToDictionary(e => e.Id!.Value);

        json.WriteStartArray("historyEvents");
        foreach (var e in history.Where(IsShown)) WriteEvent(json, e, scheduled, showOutput);
        json.WriteEndArray();
    }

    private static bool IsShown(DurableEvent e) => e.Kind is EventKind.ExecutionStarted or EventKind.ExecutionCompleted
        or EventKind.TaskCompleted or EventKind.TaskFailed or EventKind.TimerFired
        or EventKind.SubOrchestrationInstanceCompleted or EventKind.SubOrchestrationInstanceFailed;

    private static void WriteEvent(Utf8JsonWriter json, DurableEvent e, Dictionary<int, DurableEvent> scheduled, bool showOutput)
    {
        json.WriteStartObject();
        json.WriteString("EventType", e.Kind.ToString());
        json.WriteString("Timestamp", e.Timestamp);
        if (e.Kind == EventKind.ExecutionCompleted) json.WriteString("OrchestrationStatus", e.Name);
        else if (e.Name is not null) json.WriteString("FunctionName", e.Name);
        if (e.Kind is not EventKind.ExecutionCompleted && e.Id is { } id && scheduled.TryGetValue(id, out var start))
            json.WriteString("ScheduledTime", start.Timestamp);
        if (showOutput && e.Kind is not EventKind.ExecutionStarted) WritePayload(json, "Result", e.Payload);
        json.WriteEndObject();
    }

    /// <summary>Payloads are embedded as JSON; text that is none, such as a failure message, as a string.</summary>
    private static void WritePayload(Utf8JsonWriter json, string name, string? payload)
    {
        json.WritePropertyName(name);
        if (payload is null) json.WriteNullValue();
        else if (IsJson(payload)) json.WriteRawValue(payload, skipInputValidation: true);
        else json.WriteStringValue(payload);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTime time) =>
        json.WriteString(name, time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain)) write(json);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
