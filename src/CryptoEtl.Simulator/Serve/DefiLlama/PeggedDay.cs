using System.Globalization;
using System.Text.Json;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>What circulated on one day, by peg.</summary>
internal sealed class PeggedDay
{
    private readonly SortedDictionary<string, (double Coins, double Usd)> byPeg = new(StringComparer.Ordinal);

    public void Add(string peg, double coins, double price)
    {
        var known = byPeg.GetValueOrDefault(peg);
        byPeg[peg] = (known.Coins + coins, known.Usd + coins * price);
    }

    /// <param name="all">Of all chains together nothing is minted or bridged: what one loses the other gains.</param>
    public void Write(Utf8JsonWriter json, int day, bool all)
    {
        json.WriteStartObject();
        // A string here, a number everywhere else.
        json.WriteString("date", LlamaJson.Seconds(day).ToString(CultureInfo.InvariantCulture));
        Write(json, "totalCirculating", sums => sums.Coins);
        Write(json, "totalUnreleased", _ => 0);
        Write(json, "totalCirculatingUSD", sums => sums.Usd);
        Write(json, "totalMintedUSD", sums => all ? 0 : sums.Usd);
        Write(json, "totalBridgedToUSD", _ => 0);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, string name, Func<(double Coins, double Usd), double> amount)
    {
        json.WriteStartObject(name);
        foreach (var (peg, sums) in byPeg)
            json.WriteNumber(peg, amount(sums));
        json.WriteEndObject();
    }
}
