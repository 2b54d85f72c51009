using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;

/// <summary>The tickers of one venue: the only derivatives answer with coin ids.</summary>
internal sealed class ContractTicker
{
    private readonly Utf8JsonWriter json;
    private readonly (string Name, double Dollars)[] units;
    private readonly bool knowsTether;

    private ContractTicker(Utf8JsonWriter json, MarketSnapshot market)
    {
        this.json = json;
        units =
        [
            .. new[] { ("btc", market.Quote("bitcoin")?.Price ?? 0), ("eth", market.Quote("ethereum")?.Price ?? 0), ("usd", 1) }
                .Where(unit => unit.Item2 > 0),
        ];
        knowsTether = market.Find("tether") is not null;
    }

    public static void WriteAll(Utf8JsonWriter json, IEnumerable<Contract> contracts, MarketSnapshot market)
    {
        var ticker = new ContractTicker(json, market);
        json.WriteStartArray("tickers");
        foreach (var contract in contracts.OrderBy(contract => contract.Row.Symbol, StringComparer.Ordinal))
            ticker.Write(contract);
        json.WriteEndArray();
    }

    private void Write(Contract contract)
    {
        json.WriteStartObject();
        WriteNames(contract);
        json.WriteNumberOrNull("last", Rounding.Significant(contract.Price, 8));
        json.WriteNumber("h24_percentage_change", Math.Round(contract.ChangePercent, 3));
        json.WriteNumberOrNull("index", contract.Index);
        json.WriteNumberOrNull("index_basis_percentage", Math.Round(contract.Basis, 3));
        json.WriteNumberOrNull("bid_ask_spread", contract.Spread / 100);
        json.WriteNumber("funding_rate", contract.FundingPercent);
        json.WriteNumberOrNull("open_interest_usd", contract.Row.OpenInterestUsd);
        WriteAmounts(contract);
        json.WriteNumber("last_traded", contract.LastTraded.ToUnixTimeSeconds());
        if (contract.Name.Expiry is { } expiry)
            json.WriteNumber("expired_at", expiry.ToUnixTimeSeconds());
        else
            json.WriteNull("expired_at");
        json.WriteEndObject();
    }

    private void WriteNames(Contract contract)
    {
        json.WriteString("symbol", contract.Symbol);
        json.WriteString("base", contract.Name.Base);
        json.WriteString("target", contract.Name.Target);
        // Absent, not null, where the source could not map the ticker; so for fiat targets.
        if (contract.CoinId is { } coin)
            json.WriteString("coin_id", coin);
        if (contract.Name.Target == "USDT" && knowsTether)
            json.WriteString("target_coin_id", "tether");
        json.WriteString("trade_url", $"https://{Venue.IdOf(contract.Row.Market)}.example/trade/{Uri.EscapeDataString(contract.Row.Symbol)}");
        json.WriteString("contract_type", contract.Row.Contract);
    }

    private void WriteAmounts(Contract contract)
    {
        var dollars = contract.Row.VolumeUsd ?? 0;
        json.WriteNumberOrNull("h24_volume", contract.Price > 0 ? Rounding.Significant(dollars / contract.Price, 8) : 0);
        WriteConverted("converted_volume", dollars);
        WriteConverted("converted_last", contract.Price);
    }

    // Strings with far more digits than anyone knows.
    private void WriteConverted(string name, double dollars)
    {
        json.WriteStartObject(name);
        foreach (var (unit, price) in units)
            json.WriteString(unit, Rounding.Text(dollars / price));
        json.WriteEndObject();
    }
}
