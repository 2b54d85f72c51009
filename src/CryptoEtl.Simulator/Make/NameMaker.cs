using System.Globalization;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <param name="IsOdd">One of the names that break naive code.</param>
internal sealed record MadeName(
    string Id, string Symbol, string Name, bool IsOdd, bool Stable, IReadOnlyList<string> Categories, IReadOnlyList<AssetPlatform> Platforms);

/// <summary>Names assets: a few everybody knows, a few that break naive code, the rest from syllables.</summary>
internal sealed class NameMaker(ulong seed)
{
    /// <summary>The first assets are always the same and never die.</summary>
    public const int Anchors = 4;

    private static readonly (string Id, string Symbol, string Name)[] Known =
    [
        ("bitcoin", "BTC", "Bitcoin"), ("ethereum", "ETH", "Ethereum"),
        ("tether", "USDT", "Tether"), ("wrapped-bitcoin", "WBTC", "Wrapped Bitcoin"),
    ];

    // Ids are free text at the source, symbols may be empty, names need not be Latin.
    private static readonly (string Id, string Symbol, string Name)[] Odd =
    [
        ("_", "GIB", "༼ つ ◕_◕ ༽つ"), ("-10", "-10%", "Minus Ten"), ("1move token", "1MT", "1Move Token"),
        ("boringdao-[old]", "BOR", "BoringDAO [OLD]"), ("boringdao", "BOR", "BoringDAO"), ("æternity", "AE", "Æternity"),
        ("狗狗幣", "狗狗", "狗狗幣"), ("no-ticker", "", "No Ticker"), ("quote-coin", "QC", "The \"Quoted\", Coin"),
    ];

    private static readonly string[] Heads =
    [
        "ax", "bel", "cor", "dan", "el", "fir", "gal", "hex", "ion", "jul", "kor", "lum", "mir",
        "nov", "or", "pol", "quan", "rav", "sol", "tor", "um", "vel", "wen", "xan", "yor", "zil",
    ];

    private static readonly string[] Middles = ["a", "e", "i", "o", "u", "ari", "eno", "ilo", "ora", "uma"];
    private static readonly string[] Tails = ["coin", "token", "chain", "swap", "dao", "finance", "protocol", "network", "x", "verse"];
    private static readonly string[] Kinds = ["layer-1", "decentralized-finance-defi", "meme-token", "gaming", "infrastructure", "stablecoins"];
    private static readonly string[] Chains = ["ethereum", "binance-smart-chain", "solana", "polygon-pos", "arbitrum-one"];

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly List<string> symbols = [];

    public MadeName Next(int index)
    {
        var random = new SeededRandom(StableHash.Of(seed, 2_000_000 + index));
        if (index < Known.Length)
            return Finish(Known[index], isOdd: false, isNative: true, random);

        // From the tenth place on, one in nine until they are used up.
        var place = index - 10;
        if (place >= 0 && place % 9 == 0 && place / 9 < Odd.Length)
            return Finish(Odd[place / 9], isOdd: true, isNative: false, random);

        var stable = index % 40 == 17;
        return Finish(Invent(random, stable), isOdd: false, random.Chance(0.2), random, stable);
    }

    private static AssetPlatform[] Contract(SeededRandom random) =>
        [new(Chains[random.Below(Chains.Length)], "0x" + Hex(random) + Hex(random) + Hex(random)[..8])];

    private static string Hex(SeededRandom random) =>
        ((ulong)(random.Unit() * (1UL << 53)) << 11).ToString("x16", CultureInfo.InvariantCulture);

    private MadeName Finish(
        (string Id, string Symbol, string Name) name, bool isOdd, bool isNative, SeededRandom random, bool stable = false)
    {
        // A native coin is its own chain and has no contract.
        AssetPlatform[] platforms = isNative ? [new(name.Id, "")] : Contract(random);
        taken.Add(name.Id);
        symbols.Add(name.Symbol.Length > 0 ? name.Symbol : "none");
        return new MadeName(name.Id, name.Symbol, name.Name, isOdd, stable || name.Id == "tether", Categories(name.Id, stable, random), platforms);
    }

    private (string Id, string Symbol, string Name) Invent(SeededRandom random, bool stable)
    {
        var stem = Heads[random.Below(Heads.Length)] + Middles[random.Below(Middles.Length)];
        var tail = stable ? "dollar" : Tails[random.Below(Tails.Length)];
        var prefix = random.Chance(0.02) ? random.Chance(0.5) ? "wrapped-" : "staked-" : "";
        var id = $"{prefix}{stem}-{tail}";
        for (var number = 2; taken.Contains(id); number++)
            id = $"{prefix}{stem}-{tail}-{number.ToString(CultureInfo.InvariantCulture)}";

        // One in twelve takes a ticker that is in use already.
        var symbol = random.Chance(1 / 12.0)
            ? symbols[random.Below(symbols.Count)]
            : (stem + tail)[..Math.Min(5, stem.Length + tail.Length)].ToUpperInvariant();
        return (id, symbol, CultureInfo.InvariantCulture.TextInfo.ToTitleCase(id.Replace('-', ' ')));
    }

    private static string[] Categories(string id, bool stable, SeededRandom random)
    {
        if (id.StartsWith("wrapped-", StringComparison.Ordinal) || id.StartsWith("staked-", StringComparison.Ordinal))
            return [MarketSnapshot.Rehypothecated];

        return stable || id == "tether" ? ["stablecoins"] : [Kinds[random.Below(Kinds.Length - 1)]];
    }
}
