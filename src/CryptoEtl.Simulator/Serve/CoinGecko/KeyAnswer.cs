using CryptoEtl.Simulator.Serve.Limits;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary><c>/key</c>: the ledger.</summary>
internal static class KeyAnswer
{
    public static ApiAnswer Make(CreditLedger credits, CallWindow minute) => ApiAnswer.Json(
        200,
        json =>
        {
            json.WriteStartObject();
            json.WriteString("plan", "Analyst");
            json.WriteNumber("rate_limit_request_per_minute", minute.Limit);
            json.WriteNumber("monthly_call_credit", credits.Monthly);
            json.WriteNumber("current_total_monthly_calls", credits.Used);
            json.WriteNumber("current_remaining_monthly_calls", credits.Remaining);
            json.WriteNumber("api_key_rate_limit_request_per_minute", minute.Limit);
            json.WriteNumber("api_key_monthly_call_credit", credits.Monthly);
            json.WriteNumber("api_key_current_total_monthly_calls", credits.Used);
            json.WriteEndObject();
        },
        "no-cache");
}
