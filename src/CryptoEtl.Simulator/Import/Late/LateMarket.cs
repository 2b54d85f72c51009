namespace CryptoEtl.Simulator.Import.Late;

/// <summary>Prices after the CoinMarketCap files, from exchanges and lists. docs/tape.md says which, and how identity is settled.</summary>
/// <param name="Series">All of them, those without an asset too.</param>
/// <param name="NewAssets">Assets the older files lack.</param>
internal sealed record LateMarket(IReadOnlyList<LateSeries> Series, IReadOnlyList<Candidate> NewAssets)
{
    // Dollars before tethers, whole bars before hourly closes, those before single prices.
    private static readonly string[] Preferred =
        [LateFiles.Coinbase, LateFiles.Binance, LateFiles.Hourly, LateFiles.Coingecko, LateFiles.Top100];

    /// <summary>Adds what follows to <paramref name="market"/>. Rows up to <paramref name="seam"/> stay as they are.</summary>
    /// <param name="living">Assets of the older files that had not died.</param>
    public static LateMarket Read(
        string directory, Coverage coverage, NameBook names, Dictionary<string, ImportedSeries> market,
        IReadOnlySet<string> living, int seam, ImportLog log)
    {
        var slugs = SlugBook.Read(directory, log);
        var candidates = new CandidateBook(coverage, names, market, living);
        candidates.JoinRenamed(slugs, market);
        candidates.ReadPrices2022(directory, slugs, log);
        var listings = Listing.Read(directory, seam, log);
        candidates.ReadMonthly(listings, slugs);

        var all = ReadSeries(directory, seam, log, new LateIdentity(candidates, slugs));
        var used = all.Where(series => series.AssetId is not null).ToList();
        LateRows.Add(used, Preferred, listings, market);
        var ids = used.Select(series => series.AssetId!).ToHashSet(StringComparer.Ordinal);
        return new LateMarket(all, [.. candidates.All.Where(candidate => !candidate.IsOld && ids.Contains(candidate.AssetId))]);
    }

    // What is identified first tells the price to what comes after it.
    private static List<LateSeries> ReadSeries(string directory, int seam, ImportLog log, LateIdentity identity)
    {
        var all = new List<LateSeries>();
        foreach (var read in (Func<string, int, ImportLog, List<LateSeries>>[])
            [LateFiles.ReadCoingecko, LateFiles.ReadHourly, LateFiles.ReadBinance, LateFiles.ReadTop100, LateFiles.ReadCoinbase])
        {
            var series = read(directory, seam, log);
            series.ForEach(identity.Identify);
            all.AddRange(series);
        }

        return all;
    }
}
