namespace CryptoEtl.Simulator.Tape;

/// <summary>What a tape says about itself.</summary>
/// <param name="FirstDay">First UTC day with rows.</param>
/// <param name="LastDay">Last UTC day with rows.</param>
/// <param name="Seed">Null for a tape that was imported, not made.</param>
/// <param name="Provenance">Where the numbers come from, in a sentence.</param>
public sealed record TapeInfo(
    int FormatVersion, string Name, DateOnly FirstDay, DateOnly LastDay, ulong? Seed, string Provenance);

/// <summary>The moment of the day at which the source valued market capitalisation.</summary>
public enum CapBasis
{
    /// <summary>Cap divided by the close is the supply.</summary>
    Close,

    /// <summary>Cap divided by the open is the supply: the cap is a day older than its row suggests.</summary>
    Open,
}

/// <summary>A contract of an asset on one chain.</summary>
/// <param name="Address">Empty for a native coin.</param>
public sealed record AssetPlatform(string Platform, string Address);

/// <summary>One asset and everything the tape holds of it.</summary>
/// <param name="Id">CoinGecko-style slug. Free text: spaces, brackets and non-ASCII letters occur.</param>
/// <param name="Symbol">Ticker, upper case. Shared by several assets, sometimes empty.</param>
/// <param name="LunarCrushId">Null: LunarCrush does not follow the asset.</param>
/// <param name="OnCoinGecko">False: only LunarCrush knows the asset.</param>
/// <param name="DiedOn">Last UTC day on the market. Null: alive at the end of the tape.</param>
/// <param name="MaxSupply">Coins. Null: unlimited or unknown.</param>
public sealed record TapeAsset(
    string Id,
    string Symbol,
    string Name,
    int? LunarCrushId,
    bool OnCoinGecko,
    DateOnly ListedOn,
    DateOnly? DiedOn,
    double? MaxSupply,
    CapBasis CapBasis,
    IReadOnlyList<string> Categories,
    IReadOnlyList<AssetPlatform> Platforms)
{
    public DailySeries Daily { get; init; } = DailySeries.Empty;

    public SocialSeries Social { get; init; } = SocialSeries.Empty;
}

/// <summary>A DefiLlama protocol and its value locked.</summary>
/// <param name="Number">DefiLlama's number, given as a string by its API.</param>
/// <param name="GeckoId">Null on most children: the parent holds it.</param>
/// <param name="Parent">Slug of the parent, without <c>parent#</c>. Null: no parent.</param>
/// <param name="ListedOn">Null on the oldest protocols.</param>
/// <param name="Tvl">Total over chains.</param>
/// <param name="ChainTvl">By chain or scope, such as <c>Ethereum</c> or <c>Ethereum-borrowed</c>. Scopes do not sum to the total.</param>
public sealed record TapeProtocol(
    string Slug,
    string Number,
    string Name,
    string Symbol,
    string Category,
    IReadOnlyList<string> Chains,
    string? GeckoId,
    string? Parent,
    DateOnly? ListedOn,
    DaySeries Tvl,
    IReadOnlyList<(string Chain, DaySeries Tvl)> ChainTvl);

/// <summary>One derivatives contract on one UTC day.</summary>
/// <param name="AssetId">Underlying. Null: the source's spelling could not be mapped.</param>
/// <param name="Contract"><c>perpetual</c> or <c>futures</c>.</param>
/// <param name="FundingRate">Fraction per funding interval. Null: not given.</param>
/// <param name="FundingHours">Length of the funding interval. Null: not given.</param>
public sealed record DerivativeRow(
    string Market, string Symbol, string? AssetId, string Contract, DateOnly Day,
    double? Price, double? OpenInterestUsd, double? FundingRate, double? FundingHours, double? VolumeUsd);

/// <summary>The state of a Coinbase product from a day on, until the next row of the product.</summary>
/// <param name="AssetId">Null: the base currency could not be mapped.</param>
/// <param name="Status"><c>online</c>, <c>offline</c>, <c>internal</c> or <c>delisted</c>.</param>
public sealed record CoinbaseState(
    string ProductId, string Base, string Quote, string? AssetId, DateOnly From, string Status);

/// <summary>A value the source changed after the fact. Before <paramref name="PublishedAt"/> it says <paramref name="Old"/>.</summary>
public sealed record Restatement(
    string AssetId, DateOnly Day, string Field, double? Old, double? New, DateTimeOffset PublishedAt);

/// <summary>A defect put into the tape on purpose, so that a gate can be checked against the list.</summary>
/// <param name="Scope"><c>daily</c>: already in daily.csv. <c>live</c>: the simulator applies it to live answers of that day.</param>
/// <param name="Value">Argument of the kind, such as a factor. Null: none.</param>
public sealed record Defect(string AssetId, DateOnly Day, string Scope, string Field, string Kind, double? Value);
