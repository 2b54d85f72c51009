using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;

/// <summary>One contract as the source shows it now.</summary>
internal sealed record Contract
{
    public required DerivativeRow Row { get; init; }

    public required ContractName Name { get; init; }

    /// <summary>Of the underlying. Null: unknown, or no longer on the market.</summary>
    public required LiveQuote? Spot { get; init; }

    /// <summary>Null: the source could not map the ticker.</summary>
    public required string? CoinId { get; init; }

    /// <summary>Differs by contract, not by day.</summary>
    public required ulong Seed { get; init; }

    public required double Price { get; init; }

    public required DateTimeOffset LastTraded { get; init; }

    public bool Expired { get; init; }

    /// <summary>As shown: a few contracts come without.</summary>
    public string Symbol => Share(1) < 1 / 150.0 ? "" : Row.Symbol;

    /// <summary>Spot price in the contract's unit. Null: of a few contracts the source has none.</summary>
    public double? Index => Share(2) < 0.02 ? null : Spot?.Price * Name.Multiplier;

    /// <summary>Percent by which the index lies above the price. 0 without an index.</summary>
    public double Basis => Index is { } index && Price != 0 ? 100 * (index - Price) / Price : 0;

    /// <summary>Percent. Null: one contract in eight.</summary>
    public double? Spread => Share(3) < 0.12 ? null : Math.Round(0.01 + 0.3 * Share(4) * Share(4), 2);

    /// <summary>Percent per funding interval. Dated contracts have none and say 0.</summary>
    public double FundingPercent =>
        Row.Contract == "perpetual" && Row.FundingRate is { } rate ? Rounding.Decimals(rate * 100, 6) : 0;

    public double ChangePercent => Spot?.ChangeSince(TimeSpan.FromDays(1)) is { } change && double.IsFinite(change) ? change : 0;

    /// <summary>The source shows it a second time.</summary>
    public bool Doubled => Share(5) < 1 / 120.0;

    /// <summary>The second row of a doubled contract: an old feed that hardly trades.</summary>
    public Contract Double() => this with
    {
        Row = Row with { OpenInterestUsd = null, VolumeUsd = Row.VolumeUsd / 10 },
        Price = Price * (0.98 + 0.04 * Share(6)),
        LastTraded = LastTraded.AddSeconds(-Math.Floor(900 + 6_000 * Share(7))),
    };

    /// <summary>A number between 0 and 1 that belongs to the contract.</summary>
    public double Share(int salt) => StableHash.Unit(StableHash.Of(Seed, salt));
}
