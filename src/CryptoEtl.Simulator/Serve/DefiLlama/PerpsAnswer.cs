using System.Text.Json;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>Pro <c>/yields/perps</c>: funding and open interest of perpetuals, of venues on a chain and of others, now.</summary>
/// <remarks>Funding is a fraction per interval of the venue, which is not told. Open interest is in US dollars, null where the tape has none.</remarks>
internal static class PerpsAnswer
{
    private const int MonthDays = 30;
    private const int WeekDays = 7;

    public static ApiAnswer Make(DerivativeBook book, MarketSnapshot market)
    {
        var past = market.Tape.Derivatives
            .Where(row => row.Day < market.Today && row.Day >= market.Today.AddDays(-MonthDays) && row.FundingRate is not null)
            .ToLookup(row => (row.Market, row.Symbol));

        return ApiAnswer.Json(
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("status", "success");
                json.WriteStartArray("data");
                foreach (var contract in Perpetuals(book))
                    Write(json, contract, [.. past[(contract.Row.Market, contract.Row.Symbol)].OrderBy(row => row.Day)], market);
                json.WriteEndArray();
                json.WriteEndObject();
            },
            LlamaJson.Cached);
    }

    private static IEnumerable<Contract> Perpetuals(DerivativeBook book) => book.Venues
        .SelectMany(venue => venue.Contracts)
        .Where(contract => !contract.Expired && contract.Row is { Contract: "perpetual", FundingRate: not null })
        .OrderBy(contract => contract.Row.Market, StringComparer.Ordinal)
        .ThenBy(contract => contract.Row.Symbol, StringComparer.Ordinal);

    private static void Write(Utf8JsonWriter json, Contract contract, DerivativeRow[] past, MarketSnapshot market)
    {
        json.WriteStartObject();
        json.WriteString("perp_id", Id(contract));
        json.WriteString("timestamp", Taken(market.Now).Iso());
        json.WriteString("marketplace", contract.Row.Market.Split(" (")[0]);
        json.WriteString("market", contract.Row.Symbol);
        json.WriteString("baseAsset", contract.Name.Base);
        json.WriteNumber("fundingRate", contract.Row.FundingRate!.Value);
        json.WriteNumberOrNull("fundingRatePrevious", past.Length > 1 ? past[^2].FundingRate : contract.Row.FundingRate);
        json.WriteNumber("fundingTimePrevious", Paid(contract.Row, market.Now).ToUnixTimeMilliseconds());
        json.WriteNumberOrNull("openInterest", contract.Row.OpenInterestUsd);
        json.WriteNumberOrNull("indexPrice", contract.Index);
        WriteMeans(json, "7d", past, WeekDays);
        WriteMeans(json, "30d", past, MonthDays);
        json.WriteEndObject();
    }

    // Null until the window is full.
    private static void WriteMeans(Utf8JsonWriter json, string name, DerivativeRow[] past, int days)
    {
        var rows = past.Length < days ? [] : past[^days..];
        double? sum = rows.Length == 0 ? null : rows.Sum(row => row.FundingRate!.Value * 24 / Hours(row));
        json.WriteNumberOrNull($"fundingRate{name}Average", rows.Length == 0 ? null : rows.Average(row => row.FundingRate!.Value));
        json.WriteNumberOrNull($"fundingRate{name}Sum", sum);
    }

    private static double Hours(DerivativeRow row) => row.FundingHours is > 0 and var hours ? hours : 8;

    // The source goes round all venues once an hour and is done two minutes into it.
    private static DateTimeOffset Taken(DateTimeOffset now)
    {
        var round = new DateTimeOffset(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour), TimeSpan.Zero).AddSeconds(104.811);
        return round <= now ? round : round.AddHours(-1);
    }

    private static DateTimeOffset Paid(DerivativeRow row, DateTimeOffset now)
    {
        var interval = TimeSpan.FromHours(Hours(row)).Ticks;
        var taken = Taken(now).UtcTicks;
        return new DateTimeOffset(taken - taken % interval, TimeSpan.Zero);
    }

    private static string Id(Contract contract)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, contract.Seed);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], StableHash.Of(contract.Seed, 90));
        return new Guid(bytes).ToString();
    }
}
