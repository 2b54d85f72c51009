using System.Net;
using System.Text.Json;

namespace CryptoEtl.Data.Sources;

/// <summary>An answer that is not what was asked for: a status, or an error object under status 200.</summary>
/// <param name="Status">HTTP status; where the body names another, the body's.</param>
/// <param name="Code">The source's own error code; null when it gave none.</param>
/// <param name="Message">The source's words, shortened.</param>
/// <param name="RetryAfter">How long the source asks us to wait; null when it does not say.</param>
public sealed record SourceProblem(int Status, int? Code, string Message, TimeSpan? RetryAfter)
{
    private const int LongestMessage = 200;

    /// <summary>Asking again may help: timeouts, limits, and the source's own failures.</summary>
    public bool IsTransient => Status is 408 or 429 or >= 500;

    /// <summary>A limit was hit.</summary>
    public bool IsThrottled => Status == (int)HttpStatusCode.TooManyRequests;

    /// <summary>The month's credits are gone: waiting a minute will not help.</summary>
    public bool IsQuota => IsThrottled && Message.Contains("month", StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Code is { } code && code != Status ? $"{Status}, code {code}: {Message}" : $"{Status}: {Message}";

    /// <summary>Reads an error body. CoinGecko has three shapes, LunarCrush one, DefiLlama answers plain text.</summary>
    public static SourceProblem From(int status, ReadOnlySpan<byte> body, TimeSpan? retryAfter)
    {
        var text = System.Text.Encoding.UTF8.GetString(body).Trim();
        return FromJson(status, text, retryAfter) ?? new(status, null, Short(text), retryAfter);
    }

    /// <summary>The problem inside a body that came with status 200; null when the body looks like data.</summary>
    /// <param name="start">The first bytes of the body.</param>
    /// <param name="isWhole">Whether they are all of it.</param>
    public static SourceProblem? InGoodAnswer(ReadOnlySpan<byte> start, bool isWhole)
    {
        var text = System.Text.Encoding.UTF8.GetString(start).Trim();
        if (text.Length == 0)
            return new(502, null, "the answer is empty", null);
        if (text[0] is not ('[' or '{'))
            return new(502, null, $"the answer is not JSON: {Short(text)}", null);
        return isWhole && text[0] == '{' ? FromJson(200, text, null) : null;
    }

    private static SourceProblem? FromJson(int status, string text, TimeSpan? retryAfter)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? FromObject(status, document.RootElement, retryAfter) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SourceProblem? FromObject(int status, JsonElement body, TimeSpan? retryAfter)
    {
        if (body.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String)
            return new(status == 200 ? 502 : status, null, Short(error.GetString()!), retryAfter);

        var inner = error.ValueKind == JsonValueKind.Object ? error : body;
        if (!inner.TryGetProperty("status", out var details) || details.ValueKind != JsonValueKind.Object)
            return null;

        int? code = details.TryGetProperty("error_code", out var number) && number.TryGetInt32(out var given) ? given : null;
        var message = details.TryGetProperty("error_message", out var words) ? words.ToString() : details.ToString();
        return new(status == 200 && code is >= 400 and < 600 ? code.Value : status == 200 ? 502 : status, code, Short(message), retryAfter);
    }

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "…";
    }
}

/// <summary>Carries a problem through the retry pipeline.</summary>
internal sealed class SourceProblemException(SourceProblem problem) : Exception(problem.ToString())
{
    public SourceProblem Problem => problem;
}
