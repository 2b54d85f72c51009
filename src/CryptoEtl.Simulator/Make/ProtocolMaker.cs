using System.Globalization;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Makes DefiLlama protocols: exchanges, parents whose children have no token id, protocols that ended.</summary>
internal sealed class ProtocolMaker(TapeMakeOptions options)
{
    private static readonly string[] Chains = ["Ethereum", "BSC", "Solana", "Polygon", "Arbitrum", "Base"];
    private static readonly string[] Categories = ["Lending", "Dexs", "Liquid Staking", "Bridge", "Yield", "CDP"];

    private readonly DateOnly start = options.End.AddDays(1 - options.Days);

    public IReadOnlyList<TapeProtocol> Make(IReadOnlyList<AssetPlan> plans)
    {
        var tokens = plans.Where(plan => plan.Asset.OnCoinGecko && !plan.Stable && plan.Index >= NameMaker.Anchors).ToArray();
        var count = Math.Max(6, options.Assets / 4);
        return [.. Enumerable.Range(0, count).Select(number => Make(number, tokens)).OrderBy(protocol => protocol.Slug, StringComparer.Ordinal)];
    }

    private TapeProtocol Make(int number, AssetPlan[] tokens)
    {
        var random = new SeededRandom(StableHash.Of(options.Seed, 7_000_000 + number));
        var exchange = number % 25 == 0;
        var child = !exchange && number % 4 == 1;
        var token = tokens.Length == 0 || exchange ? null : tokens[number / 2 % tokens.Length].Asset;
        var chains = Chains.Where((_, i) => i == number % Chains.Length || random.Chance(0.25)).ToArray();
        // Two children in a row share a parent, which holds the token id; parents are no rows.
        var parent = child ? $"parent-{(number / 8).ToString(CultureInfo.InvariantCulture)}" : null;
        var slug = exchange ? $"exchange-{Text(number)}" : child ? $"{parent}-v{Text(number % 8)}" : $"protocol-{Text(number)}";
        var (total, perChain) = Series(random, number, exchange ? 2e10 : 5e9 / (1 + number), chains);

        return new TapeProtocol(
            slug, Text(100 + number), CultureInfo.InvariantCulture.TextInfo.ToTitleCase(slug.Replace('-', ' ')),
            token?.Symbol ?? "", exchange ? "CEX" : Categories[random.Below(Categories.Length)], chains,
            child || random.Chance(0.2) ? null : token?.Id, parent,
            number < 3 ? null : DateOnly.FromDayNumber(total.Days[0]), total, perChain);
    }

    private (DaySeries Total, IReadOnlyList<(string, DaySeries)> Chains) Series(
        SeededRandom random, int number, double value, string[] chains)
    {
        var birth = random.Chance(0.5) ? 0 : random.Below(Math.Max(1, options.Days * 3 / 4));
        var ended = random.Chance(0.1);
        var last = ended ? birth + (options.Days - birth) / 2 : options.Days - 1;
        var (total, parts) = (new GrowingRows(1), Array.ConvertAll(chains, _ => new GrowingRows(1)));

        for (var day = birth; day <= last; day++)
        {
            value = Math.Max(0, value * (1 + 0.02 * random.FatNormal()));
            // One day in three hundred was never snapshot.
            if (day != last && random.Chance(1 / 300.0))
                continue;

            var date = start.AddDays(day).DayNumber;
            total.Add(date, [Math.Round(value, 2)]);
            for (var i = 0; i < parts.Length; i++)
                parts[i].Add(date, [Math.Round(value * Share(i, parts.Length, number), 2)]);
        }

        return (total.Single(), [.. chains.Select((chain, i) => (chain, parts[i].Single()))]);
    }

    // The first chain holds half, the others the rest in equal parts.
    private static double Share(int chain, int chains, int number) =>
        chains == 1 ? 1 : chain == number % chains ? 0.5 : 0.5 / (chains - 1);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
