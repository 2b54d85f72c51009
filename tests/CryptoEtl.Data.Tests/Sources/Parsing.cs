using System.Globalization;
using System.Text;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Data.Sources;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>Answers through the same door as the pipelines use.</summary>
internal static class Parsing
{
    /// <param name="seen">When the answer came.</param>
    /// <param name="settledAt">Of the request.</param>
    public static async Task<ParsedAnswer> ParseAllAsync(string endpoint, string path, string body, DateTimeOffset seen, DateTimeOffset? settledAt = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return await Answers.ParseAsync(new("r", endpoint, path, SettledAt: settledAt), stream, new(new("history", seen), seen, "ab"));
    }

    public static async Task<Batch> ParseAsync(string endpoint, string path, string body, DateTimeOffset seen, DateTimeOffset? settledAt = null) =>
        (await ParseAllAsync(endpoint, path, body, seen, settledAt)).Rows;

    /// <summary>A recorded answer, as if it came when it was recorded. Skips the test where it is not there.</summary>
    public static Task<ParsedAnswer> RecordedAsync(string file, string endpoint, string path, string seen) =>
        ParseAllAsync(endpoint, path, Body(file), At(seen));

    /// <summary>The body of a recorded answer.</summary>
    public static string Body(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedFiles.Folder("upstream/recorded"), file)));
        return document.RootElement.GetProperty("response").GetProperty("body").GetRawText();
    }

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static DateTime Utc(string text) => At(text).UtcDateTime;
}
