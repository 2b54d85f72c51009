namespace CryptoEtl.Simulator.Tape;

/// <summary>A market, loaded: who was there, what it cost, what the source said of it and when it changed its mind.</summary>
/// <remarks>Immutable. docs/tape.md describes the files it comes from.</remarks>
public sealed class MarketTape
{
    private readonly Dictionary<string, TapeAsset> byId;

    internal MarketTape(
        TapeInfo info, IReadOnlyList<TapeAsset> assets, IReadOnlyList<TapeProtocol> protocols,
        IReadOnlyList<DerivativeRow> derivatives, IReadOnlyList<CoinbaseState> coinbase,
        IReadOnlyList<Restatement> restatements, IReadOnlyList<Defect> defects)
    {
        Info = info;
        Assets = assets;
        Protocols = protocols;
        Derivatives = derivatives;
        Coinbase = coinbase;
        Restatements = restatements;
        Defects = defects;
        byId = assets.ToDictionary(asset => asset.Id, StringComparer.Ordinal);
    }

    public TapeInfo Info { get; }

    /// <summary>In the order of their ids, ordinal.</summary>
    public IReadOnlyList<TapeAsset> Assets { get; }

    public IReadOnlyList<TapeProtocol> Protocols { get; }

    public IReadOnlyList<DerivativeRow> Derivatives { get; }

    public IReadOnlyList<CoinbaseState> Coinbase { get; }

    public IReadOnlyList<Restatement> Restatements { get; }

    public IReadOnlyList<Defect> Defects { get; }

    /// <summary>The asset, or null for an id the tape does not have.</summary>
    public TapeAsset? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Reads a tape whole. Values are as first published: restatements are listed, not applied.</summary>
    /// <exception cref="Core.BadInputException">A file is missing or unparsable; the message names file, row, field and value.</exception>
    public static MarketTape Load(string directory) => Load(directory, asOf: null);

    /// <summary>Reads what was known at <paramref name="asOf"/>: nothing later is loaded, restatements published by then are applied.</summary>
    /// <remarks>The day of <paramref name="asOf"/> is kept and not over yet: its row must be read with care.</remarks>
    /// <exception cref="Core.BadInputException">A file is missing or unparsable; the message names file, row, field and value.</exception>
    public static MarketTape Load(string directory, DateTimeOffset? asOf) => new TapeReader(directory, asOf).Read();
}
