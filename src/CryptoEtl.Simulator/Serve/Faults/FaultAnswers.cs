using System.Text;
using CryptoEtl.Simulator.Serve.CoinGecko;

namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>Answers no healthy source gives.</summary>
internal static class FaultAnswers
{
    public static readonly ApiAnswer Unavailable = ApiAnswer.Text(503, "Service Unavailable");

    public static readonly ApiAnswer Throttled = CoinGeckoErrors.MinuteLimit with { Headers = [("retry-after", "1")] };

    /// <summary>The page of the delivery network in front of the source.</summary>
    public static readonly ApiAnswer Blocked = new(
        403,
        Encoding.UTF8.GetBytes("""
            <!DOCTYPE html>
            <html><head><title>Access denied</title></head>
            <body><h1>Error 1020</h1><p>Access denied. This website is using a security service to protect itself.</p></body></html>
            """),
        "text/html; charset=UTF-8");

    /// <summary>The first two thirds of the body, with a length that fits: only a parser notices.</summary>
    public static ApiAnswer CutShort(ApiAnswer answer) => answer with { Body = answer.Body[..(answer.Body.Length * 2 / 3)] };
}
