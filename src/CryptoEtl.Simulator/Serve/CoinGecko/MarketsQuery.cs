using System.Globalization;

namespace CryptoEtl.Simulator.Serve.CoinGecko;

/// <summary>The parameters of <c>/coins/markets</c>, checked.</summary>
internal sealed record MarketsQuery
{
    public const int LargestPage = 250;

    private static readonly string[] Orders =
        ["market_cap_desc", "market_cap_asc", "volume_desc", "volume_asc", "id_asc", "id_desc"];

    public required string Order { get; init; }

    public required int PerPage { get; init; }

    /// <summary>From 1.</summary>
    public required int Page { get; init; }

    public required string? Precision { get; init; }

    public required bool Sparkline { get; init; }

    public required bool IncludeRehypothecated { get; init; }

    /// <summary>Spans of change asked for, in the order asked.</summary>
    public required IReadOnlyList<(string Name, TimeSpan Span)> Windows { get; init; }

    /// <exception cref="RefusedException">A parameter is missing or makes no sense.</exception>
    public static MarketsQuery Parse(ApiRequest request)
    {
        CheckCurrency(request);
        var order = request["order"] ?? Orders[0];
        if (!Orders.Contains(order))
            throw Invalid("Invalid parameter order");

        return new MarketsQuery
        {
            Order = order,
            // Recorded clients ask for more than 250 and get 250.
            PerPage = Math.Min(LargestPage, Positive(request, "per_page", 100)),
            Page = Positive(request, "page", 1),
            Precision = ParsePrecision(request),
            Sparkline = request.Flag("sparkline"),
            IncludeRehypothecated = request.Flag("include_rehypothecated"),
            Windows = [.. (request.List("price_change_percentage") ?? []).Distinct().Select(Window)],
        };
    }

    /// <summary>The tape is in US dollars, so is every answer.</summary>
    public static void CheckCurrency(ApiRequest request)
    {
        var currency = request["vs_currency"] ?? throw new RefusedException(CoinGeckoErrors.Missing("vs_currency"));
        if (!string.Equals(currency, "usd", StringComparison.OrdinalIgnoreCase))
            throw Invalid("invalid vs_currency");
    }

    public static string? ParsePrecision(ApiRequest request)
    {
        var precision = request["precision"];
        if (precision is null or "full")
            return precision;

        return int.TryParse(precision, NumberStyles.None, CultureInfo.InvariantCulture, out var decimals) && decimals <= 18
            ? precision
            : throw Invalid("Invalid parameter precision");
    }

    private static RefusedException Invalid(string message) => new(CoinGeckoErrors.Invalid(message));

    /// <summary>A whole number of at least 1.</summary>
    public static int Positive(ApiRequest request, string name, int otherwise)
    {
        var number = request.Number(name, CoinGeckoErrors.Invalid) ?? otherwise;
        return number >= 1 ? number : throw Invalid($"Invalid parameter {name}");
    }

    private static (string Name, TimeSpan Span) Window(string name) => name switch
    {
        "1h" => (name, TimeSpan.FromHours(1)),
        "24h" => (name, TimeSpan.FromDays(1)),
        "7d" => (name, TimeSpan.FromDays(7)),
        "14d" => (name, TimeSpan.FromDays(14)),
        "30d" => (name, TimeSpan.FromDays(30)),
        "200d" => (name, TimeSpan.FromDays(200)),
        "1y" => (name, TimeSpan.FromDays(365)),
        _ => throw Invalid("Invalid parameter price_change_percentage"),
    };
}
