using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CryptoEtl.Simulator.Serve.Ledger;

/// <summary><c>/_simulator/ledger</c>: GET reads the ledger, DELETE empties it. Neither needs a key, is counted or is hit by a fault.</summary>
internal static class LedgerAnswer
{
    public static ApiAnswer Make(string method, CallLedger ledger)
    {
        if (HttpMethods.IsGet(method))
            return ApiAnswer.Json(200, json => Write(json, ledger), "no-store");
        if (!HttpMethods.IsDelete(method))
            return ApiAnswer.Error(405, "Method not allowed");

        ledger.Reset();
        return ApiAnswer.JsonText(200, """{"calls":[],"total":0,"throttled":0,"mostPerMinute":{}}""");
    }

    private static void Write(Utf8JsonWriter json, CallLedger ledger)
    {
        // One look: total and throttled are of the calls shown.
        var calls = ledger.Calls;
        json.WriteStartObject();
        json.WriteStartArray("calls");
        foreach (var call in calls)
            Write(json, call);
        json.WriteEndArray();
        json.WriteNumber("total", calls.Sum(call => call.Count));
        json.WriteNumber("throttled", calls.Where(call => call.Status == 429).Sum(call => call.Count));
        json.WriteStartObject("mostPerMinute");
        foreach (var (source, most) in ledger.MostPerMinute)
            json.WriteNumber(source, most);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LedgerCall call)
    {
        json.WriteStartObject();
        json.WriteString("source", call.Source);
        json.WriteString("request", call.Request);
        json.WriteNumber("status", call.Status);
        json.WriteNumber("count", call.Count);
        json.WriteString("firstAt", call.FirstAt.Iso());
        json.WriteString("lastAt", call.LastAt.Iso());
        json.WriteEndObject();
    }
}
