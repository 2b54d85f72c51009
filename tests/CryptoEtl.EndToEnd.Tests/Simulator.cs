using System.Net.Http.Json;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>One request as the simulator saw it.</summary>
internal sealed record LedgerCall(string Source, string Request, int Status, int Count);

/// <summary>Every call that reached the simulator.</summary>
internal sealed record Ledger(LedgerCall[] Calls, int Total, int Throttled)
{
    /// <summary>What a key may still do is asked anew at will: a quota is no answer that could be kept.</summary>
    private static readonly string[] Quotas = ["GET /api/v3/key", "GET /usage/{key}"];

    /// <summary>Good answers, quotas left out.</summary>
    public IEnumerable<LedgerCall> Answers => Calls.Where(call => call.Status == 200 && !Quotas.Contains(call.Request));

    /// <summary>One line per request and status, for comparison and for messages.</summary>
    public override string ToString() =>
        string.Join('\n', Calls.Select(call => $"{call.Request} {call.Status} x{call.Count}").Order(StringComparer.Ordinal));
}

/// <summary>The simulator in a process of its own: the judge of what was asked.</summary>
internal sealed class Simulator : IDisposable
{
    private readonly Etl process;
    private readonly HttpClient http;

    private Simulator(Etl process, string address) => (this.process, http) = (process, new() { BaseAddress = new Uri(address) });

    public string Address => http.BaseAddress!.ToString();

    public static async Task<Simulator> StartAsync(string tape, string now, string key, params string[] more)
    {
        var process = Etl.Start(["simulate", "--tape", tape, "--port", "0", "--now", now, "--key", key, .. more]);
        var line = await process.LineAsync("http://");
        return new(process, line.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)));
    }

    public async Task<Ledger> LedgerAsync() => (await http.GetFromJsonAsync<Ledger>("_simulator/ledger"))!;

    /// <summary>Empties the ledger, as soon as no call comes in any more.</summary>
    public async Task ForgetAsync()
    {
        for (var before = -1; (await LedgerAsync()).Total is var total && total != before; before = total)
            await Task.Delay(200);
        using var answer = await http.DeleteAsync(new Uri("_simulator/ledger", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Keys for all sources.</summary>
    public static Dictionary<string, string?> Keys(string key) => new()
    {
        ["COINGECKO_PRO_API_KEY"] = key, ["LUNARCRUSH_PRO_API_KEY"] = key, ["DEFILLAMA_PRO_API_KEY"] = key,
    };

    public void Dispose()
    {
        http.Dispose();
        process.Dispose();
    }
}
