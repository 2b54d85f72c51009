using System.Text.Json;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>The file <c>_last_checkpoint</c>. It is only a hint: it may be stale, broken or absent.</summary>
internal static class DeltaCheckpointHint
{
    /// <summary>Version of a checkpoint of one file; null when the hint names none.</summary>
    public static async Task<long?> ReadAsync(ILakeStorage storage, string path, CancellationToken cancellation)
    {
        try
        {
            await using var stream = await storage.OpenReadAsync(path, cancellation);
            if (stream is null)
                return null;
            using var hint = await JsonDocument.ParseAsync(stream, cancellationToken: cancellation);
            return VersionOf(hint.RootElement);
        }
        catch (Exception unread) when (unread is not OperationCanceledException)
        {
            // It is overwritten while others read it; what is really wrong shows where the log itself is read.
            return null;
        }
    }

    private static long? VersionOf(JsonElement hint) =>
        hint.ValueKind == JsonValueKind.Object
        && hint.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt64(out var number) && number >= 0
        && !(hint.TryGetProperty("parts", out var parts) && parts.ValueKind == JsonValueKind.Number)
            ? number
            : null;
}
