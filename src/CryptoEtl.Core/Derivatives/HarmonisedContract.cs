namespace CryptoEtl.Core.Derivatives;

/// <summary>One contract in one set of units; the columns of <see cref="DerivativesSilver.Contract"/> say what each is.</summary>
public sealed record HarmonisedContract
{
    public const string CoinGecko = "coingecko";
    public const string DefiLlama = "defillama";

    public required string Source { get; init; }

    public required string VenueId { get; init; }

    public required string Symbol { get; init; }

    public required string ContractType { get; init; }

    public string? Base { get; init; }

    public string? Target { get; init; }

    public double Multiplier { get; init; } = 1;

    public string? AssetId { get; init; }

    /// <summary>What the mapping rests on; where there is no asset, why not.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>The underlying in the source's words.</summary>
    public string? Underlying { get; init; }

    public double? Price { get; init; }

    public double? PriceUsd { get; init; }

    public double? IndexPrice { get; init; }

    public double? FundingRaw { get; init; }

    public string? FundingUnit { get; init; }

    public double? FundingHours { get; init; }

    public double? OpenInterestUsd { get; init; }

    public double? VolumeUsd { get; init; }

    public double? Spread { get; init; }

    public DateTime? LastTradedAt { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    public string? RawSha256 { get; init; }

    public bool IsPerpetual => ContractType == "perpetual";

    public bool IsMapped => AssetId is not null;

    /// <summary>Percent becomes a fraction, the venue's interval eight hours.</summary>
    public double? Funding8h =>
        FundingRaw is { } raw && FundingHours is { } hours ? (FundingUnit == DerivativesUnits.Percent ? raw / 100 : raw) * 8 / hours : null;

    /// <summary>An index of another underlying shows as a basis of half and more, and is no basis.</summary>
    public double? Basis =>
        Price is > 0 && IndexPrice is > 0 && Price.Value / IndexPrice.Value - 1 is var basis && Math.Abs(basis) <= 0.5 ? basis : null;

    /// <summary>Null within a day of expiry, where dividing by the time left only magnifies noise.</summary>
    public double? BasisAnnualised =>
        ExpiresAt is { } end && (end - ObservedAt.UtcDateTime).TotalDays is >= 1 and var days ? Basis * 365 / days : null;
}

/// <summary>The words for units of funding.</summary>
public static class DerivativesUnits
{
    public const string Percent = "percent_per_interval";
    public const string Fraction = "fraction_per_interval";
}
