using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace CryptoEtl.Core.Runs;

/// <summary>The part of the past that a run of <c>universe</c> or <c>historical</c> is about.</summary>
/// <param name="From">First UTC day; null: the first that the sources have.</param>
/// <param name="To">Last UTC day; null: the last that is over and settled.</param>
/// <param name="Assets">CoinGecko ids; null: every candidate, or every asset that was ever a member.</param>
/// <param name="Hours">Hourly bars too.</param>
/// <param name="Refresh">Ask again for what is held, to see what the sources changed.</param>
public sealed record RunScope(DateOnly? From = null, DateOnly? To = null, IReadOnlyList<string>? Assets = null, bool Hours = false, bool Refresh = false)
{
    public static RunScope Whole { get; } = new();

    /// <summary>8 hex digits that tell this part from others; null for the whole.</summary>
    [JsonIgnore]
    public string? Id => Describe() == Whole.Describe() ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Describe())))[..8];

    /// <exception cref="BadInputException">It ends before it begins, or names no asset.</exception>
    public RunScope Checked()
    {
        if (From > To)
            throw new BadInputException($"--from {Day(From)} is after --to {Day(To)}");
        if (Assets is { Count: 0 })
            throw new BadInputException("--assets names no asset");
        return this;
    }

    private string Describe() => string.Join('\n',
        Day(From), Day(To), Assets is null ? "*" : string.Join('|', Assets.Order(StringComparer.Ordinal)), Hours, Refresh);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";
}
