using System.Text.Json;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary>CoinGecko's error answers. It has three shapes of them.</summary>
internal static class CoinGeckoErrors
{
    public static readonly ApiAnswer CoinNotFound = ApiAnswer.JsonText(404, """{"error":"coin not found"}""");

    public static readonly ApiAnswer ExchangeNotFound = ApiAnswer.JsonText(404, """{"error":"exchange not found"}""");

    public static readonly ApiAnswer MinuteLimit = Status(
        429, 429, "You've exceeded the Rate Limit. Please visit https://www.coingecko.com/en/api/pricing to subscribe to our API plans for higher rate limits.");

    public static readonly ApiAnswer MonthlyLimit = Status(
        429, 429, "You've exceeded your monthly API call credits. Please upgrade your plan or wait for the next month.");

    public static readonly ApiAnswer KeyMissing = Status(401, 10002, "API Key Missing");

    public static readonly ApiAnswer KeyWrong = Status(401, 10011, "Invalid API Key");

    /// <summary>The endpoint belongs to a higher plan.</summary>
    public static readonly ApiAnswer HigherPlan = Status(
        401, 10005, "Your current API plan does not include this endpoint. Please visit https://www.coingecko.com/en/api/pricing to subscribe to a higher plan.");

    /// <summary>A required parameter is absent.</summary>
    public static ApiAnswer Missing(string parameter) => ApiAnswer.Error(422, $"Missing parameter {parameter}");

    /// <summary>A parameter is there and makes no sense.</summary>
    public static ApiAnswer Invalid(string message) => ApiAnswer.Error(422, message);

    /// <summary>The plan does not reach that far. The third shape: <c>error.status</c> with a timestamp.</summary>
    public static ApiAnswer BeyondPlan(int code, string message, DateTimeOffset now) => ApiAnswer.Json(
        401,
        json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteStartObject("status");
            json.WriteString("timestamp", now.Iso());
            WriteCode(json, code, message);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        },
        "no-cache");

    private static ApiAnswer Status(int http, int code, string message) => ApiAnswer.Json(
        http,
        json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("status");
            WriteCode(json, code, message);
            json.WriteEndObject();
            json.WriteEndObject();
        },
        "no-cache");

    private static void WriteCode(Utf8JsonWriter json, int code, string message)
    {
        json.WriteNumber("error_code", code);
        json.WriteString("error_message", message);
    }
}
