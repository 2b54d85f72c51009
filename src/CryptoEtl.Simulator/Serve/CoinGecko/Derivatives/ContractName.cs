using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;

/// <summary>What the symbol of a contract says.</summary>
/// <param name="Base">As the venue spells it, a multiplier in front included: <c>1000SHIB</c>.</param>
/// <param name="Target"><c>USD</c>, <c>USDT</c> or <c>USDC</c>.</param>
/// <param name="Multiplier">Coins a unit of the base holds.</param>
/// <param name="Expiry">Null: perpetual, or the symbol does not say.</param>
internal sealed partial record ContractName(string Base, string Target, double Multiplier, DateTimeOffset? Expiry)
{
    // Dated contracts end at 08:00 UTC of the day in their symbol.
    private static readonly TimeOnly ExpiryTime = new(8, 0);

    /// <param name="ticker">Of the underlying. Null: the symbol alone must tell.</param>
    public static ContractName Parse(string symbol, string? ticker)
    {
        var target = symbol.Contains("USDT", StringComparison.Ordinal) ? "USDT"
            : symbol.Contains("USDC", StringComparison.Ordinal) ? "USDC" : "USD";
        var first = symbol.Split('-', '_', '/')[0];
        if (string.IsNullOrEmpty(ticker))
            return new ContractName(Strip(first, target), target, 1, Ending(symbol));

        var factor = Thousands().Match(symbol) is { Success: true } digits && symbol[digits.Length..].StartsWith(ticker, StringComparison.Ordinal)
            ? digits.Value
            : "";
        return new ContractName(
            factor + ticker, target, Coins(factor), Ending(symbol));
    }

    private static double Coins(string factor) => factor switch
    {
        "" => 1,
        "k" => 1_000,
        "1M" => 1_000_000,
        _ => double.Parse(factor, CultureInfo.InvariantCulture),
    };

    private static string Strip(string text, string target) =>
        text.Length > target.Length && text.EndsWith(target, StringComparison.Ordinal) ? text[..^target.Length] : text;

    private static DateTimeOffset? Ending(string symbol) =>
        SixDigits().Match(symbol) is { Success: true } date
        && DateOnly.TryParseExact(date.Groups[1].ValueSpan, "yyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day, ExpiryTime, TimeSpan.Zero)
            : null;

    // A thousand is also written k, a million 1M.
    [GeneratedRegex("^(10{3,9}|1M|k)")]
    private static partial Regex Thousands();

    [GeneratedRegex("[-_]([0-9]{6})$")]
    private static partial Regex SixDigits();
}
