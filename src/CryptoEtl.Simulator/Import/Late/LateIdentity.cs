namespace CryptoEtl.Simulator.Import.Late;

/// <summary>Finds the asset of a series. A ticker proposes, prices decide; without either nothing is certain, and the rows are left out.</summary>
internal sealed class LateIdentity(CandidateBook candidates, SlugBook slugs)
{
    private const int FewestDays = 2;
    private const double LeastAgreement = 0.85;
    private const int LongestSeamDays = 31;
    private const double LargestStep = 3;

    // CoinGecko's names of 2025 for coins CoinMarketCap calls otherwise, and for coins that changed theirs.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["Artificial Superintelligence Alliance"] = "fetch",
        ["Canton"] = "canton",
        ["Canton Network"] = "canton",
        ["Cosmos Hub"] = "cosmos",
        ["Curve DAO"] = "curve-dao-token",
        ["Gate"] = "gatetoken",
        ["KuCoin"] = "kucoin-token",
        ["LEO Token"] = "unus-sed-leo",
        ["Render"] = "render",
        ["Syrup USDC"] = "syrupusdc",
        ["syrupUSDC"] = "syrupusdc",
    };

    private ILookup<string, Candidate>? bySymbol;

    public void Identify(LateSeries series)
    {
        var found = series is { Name: { } name, Source: LateFiles.Top100 } ? ByName(series, name) : ByPrice(series) ?? AtSeam(series);
        if (found is null || !SeamIsSane(found, series))
        {
            series.RejectAll(series.Basis);
            return;
        }

        series.AssetId = found.AssetId;
        found.Learn(series);
        bySymbol = null;
    }

    private IEnumerable<Candidate> WithTicker(string symbol)
    {
        bySymbol ??= candidates.All.SelectMany(candidate => candidate.Symbols.Select(ticker => (ticker, candidate)))
            .ToLookup(entry => entry.ticker, entry => entry.candidate, StringComparer.Ordinal);
        return bySymbol[symbol];
    }

    private Candidate? ByPrice(LateSeries series)
    {
        // Two coins do not share ticker and prices: where several match, they are one coin under an old and a new slug.
        var best = WithTicker(series.Symbol)
            .Select(candidate => (candidate, days: candidate.Compare(series)))
            .Where(match => match.days.Common >= FewestDays && match.days.Agreeing >= LeastAgreement * match.days.Common)
            .OrderByDescending(match => match.candidate.IsOld)
            .ThenByDescending(match => match.days.Agreeing)
            .ThenBy(match => match.candidate.AssetId, StringComparer.Ordinal)
            .FirstOrDefault();
        series.Basis = best.candidate is null
            ? "identity not certain: no asset of this ticker has these prices"
            : $"ticker, and price on {best.days.Agreeing} of {best.days.Common} common days";
        return best.candidate;
    }

    // Small coins are in no later list: their ticker was unique, and the price goes on where it stopped.
    private Candidate? AtSeam(LateSeries series)
    {
        var old = WithTicker(series.Symbol).Where(candidate => candidate.IsOld).ToArray();
        if (old.Length != 1 || !slugs.IsUniqueIn2020(series.Symbol) || series.FirstDay - old[0].Last.Day > LongestSeamDays
            || old[0].Compare(series).Common > 0)
            return null;

        series.Basis = "ticker unique in 2020, and the price goes on";
        return old[0];
    }

    private Candidate? ByName(LateSeries series, string name)
    {
        series.Basis = "identity not certain: the name belongs to no one coin";
        if (Named(series, name) is not { } candidate)
            return null;

        var (common, agreeing) = candidate.Compare(series);
        if (common >= FewestDays && agreeing < LeastAgreement * common)
        {
            series.Basis = "identity not certain: the asset of this name has other prices";
            return null;
        }

        series.Basis = "name and ticker";
        return candidate;
    }

    private Candidate? Named(LateSeries series, string name)
    {
        if (OtherNames.TryGetValue(name, out var other))
            return candidates.FindOrAdd(other, series.Symbol, name);

        var slug = Slugs.Of(name);
        var known = slugs.Of(name, series.Symbol, series.FirstDay);
        if (known.Count == 1 || known.Contains(slug))
            return candidates.FindOrAdd(known.Count == 1 ? known.Single() : slug, series.Symbol, name);

        // Younger than the lists of names. Another coin may have the slug already.
        var isFree = candidates.Find(slug) is null && slugs.Active.All(coin => coin.Slug != slug);
        return isFree ? candidates.FindOrAdd(slug, series.Symbol, name) : null;
    }

    private static bool SeamIsSane(Candidate found, LateSeries series)
    {
        if (!found.IsOld || series.FirstDay - found.Last.Day > LongestSeamDays)
            return true;

        var step = series.Bars[0].Close / found.Last.Close;
        if (step is > 1 / LargestStep and < LargestStep)
            return true;

        series.Basis = "the price does not go on where the older files stop";
        return false;
    }
}
