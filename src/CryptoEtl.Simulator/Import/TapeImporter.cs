using CryptoEtl.Simulator.Import.Contracts;
using CryptoEtl.Simulator.Import.Late;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import;

/// <summary>Builds a tape from real market files. docs/tape.md says which, and what each decision is.</summary>
public static class TapeImporter
{
    // A series that stops this close to the end of its data set may only be late.
    private const int DaysOfGrace = 30;

    /// <summary>Reads <paramref name="from"/>, writes a tape to <paramref name="to"/> with mapping.csv and rejected.csv beside it.</summary>
    /// <exception cref="Core.BadInputException">A file or a column is missing, or a file is damaged.</exception>
    public static ImportReport Import(string from, string to, CancellationToken cancellation)
    {
        Directory.CreateDirectory(to);
        using var log = new ImportLog(to);
        var coverage = Coverage.Read(from, log);
        var names = NameBook.Read(from, log);

        var series = new Dictionary<string, ImportedSeries>(StringComparer.Ordinal);
        DailyImport.ReadListed(from, coverage, log, series);
        cancellation.ThrowIfCancellationRequested();
        DailyImport.ReadDelisted(from, coverage, log, series);
        cancellation.ThrowIfCancellationRequested();

        // Before anything is added: deaths are judged by the files that have them.
        var assets = Assets(coverage, names, series);
        var seam = End(coverage, series);
        var living = assets.Where(asset => asset.DiedOn is null).Select(asset => asset.Id).ToHashSet(StringComparer.Ordinal);
        var late = LateMarket.Read(from, coverage, names, series, living, seam, log);
        cancellation.ThrowIfCancellationRequested();
        assets = [.. assets.Concat(late.NewAssets.Select(asset => Asset(asset, series[asset.AssetId]))).OrderBy(asset => asset.Id, StringComparer.Ordinal)];

        var ids = series.Keys.ToHashSet(StringComparer.Ordinal);
        var tickers = new Tickers(ids, late.Series);
        var protocols = OnchainImport.Read(from, log);
        var social = SocialImport.Read(from, ids, log);
        var coinbase = MarketPlaceImport.ReadCoinbase(from, tickers, log);
        var derivatives = DerivativeImport.Read(from, tickers, log);

        var info = Info(series, protocols, social, derivatives);
        TapeOutput.Write(to, new TapeContent(info, assets, protocols, derivatives, coinbase, [], []),
            asset => (series[asset.Id].ToDaily(), social.GetValueOrDefault(asset.Id, SocialSeries.Empty)), () => { }, cancellation);
        WriteMapping(to, coverage, late.Series);

        return new ImportReport(
            log.Files, assets.Count, assets.Count(asset => asset.DiedOn is not null), info.FirstDay, info.LastDay);
    }

    private static List<TapeAsset> Assets(Coverage coverage, NameBook names, Dictionary<string, ImportedSeries> series)
    {
        var end = End(coverage, series);
        var lunarCrush = 0;

        return
        [
            .. coverage.All.Where(identity => series.ContainsKey(identity.AssetId))
                .OrderBy(identity => identity.AssetId, StringComparer.Ordinal)
                .Select(identity => Asset(identity, names, series[identity.AssetId], end, ref lunarCrush)),
        ];
    }

    // Last day of the longer-lived data set.
    private static int End(Coverage coverage, Dictionary<string, ImportedSeries> series) => coverage.All
        .Where(identity => identity.Dataset == Coverage.Listed && series.ContainsKey(identity.AssetId))
        .Max(identity => series[identity.AssetId].LastDay);

    // A file that ends is no death, and LunarCrush's numbers stay those of the older assets.
    private static TapeAsset Asset(Candidate late, ImportedSeries series) => new(
        late.AssetId, late.Symbol, late.Name, LunarCrushId: null, OnCoinGecko: true,
        DateOnly.FromDayNumber(series.FirstDay), DiedOn: null, MaxSupply: null, series.Basis, [], []);

    private static TapeAsset Asset(Identity identity, NameBook names, ImportedSeries series, int end, ref int lunarCrush)
    {
        var alive = identity.Dataset == Coverage.Listed && series.LastDay >= end - DaysOfGrace;
        var (name, symbol) = names.Of(identity.Slug.Length > 0 ? identity.Slug : identity.AssetId);
        if (identity.Dataset == Coverage.Listed)
            symbol = identity.AssetKey;

        return new TapeAsset(
            identity.AssetId, symbol, name, identity.Dataset == Coverage.Listed ? ++lunarCrush : null, OnCoinGecko: true,
            DateOnly.FromDayNumber(series.FirstDay), alive ? null : DateOnly.FromDayNumber(series.LastDay),
            MaxSupply: null, series.Basis, [], []);
    }

    private static TapeInfo Info(
        Dictionary<string, ImportedSeries> series, IReadOnlyList<TapeProtocol> protocols,
        SortedDictionary<string, SocialSeries> social, IReadOnlyList<DerivativeRow> derivatives)
    {
        int[] ends =
        [
            .. series.Values.SelectMany(asset => (int[])[asset.FirstDay, asset.LastDay]),
            .. protocols.SelectMany(protocol => protocol.Tvl.Days),
            .. social.Values.SelectMany(asset => asset.Days),
            .. derivatives.Select(row => row.Day.DayNumber),
        ];
        return new TapeInfo(
            TapeFiles.FormatVersion, "imported", DateOnly.FromDayNumber(ends.Min()), DateOnly.FromDayNumber(ends.Max()), null,
            "Real daily market data: CoinMarketCap history pages 2013-2020, then CoinGecko, Binance and Coinbase prices, DefiLlama value locked, Reddit activity, Coinbase product lists");
    }

    private static void WriteMapping(string directory, Coverage coverage, IReadOnlyList<LateSeries> late)
    {
        using var file = new TapeWriter(directory, "mapping.csv", ["asset_key", "dataset", "slug", "asset_id", "basis"]);
        foreach (var identity in coverage.All.OrderBy(identity => identity.AssetId, StringComparer.Ordinal))
        {
            file.Add(identity.AssetKey).Add(identity.Dataset).Add(identity.Slug)
                .Add(identity.AssetId).Add(identity.Basis).EndRow();
        }

        foreach (var series in late.OrderBy(series => series.AssetId ?? "", StringComparer.Ordinal).ThenBy(series => series.Source, StringComparer.Ordinal).ThenBy(series => series.Key, StringComparer.Ordinal))
            file.Add(series.Key).Add(series.Source).Add("").Add(series.AssetId).Add(series.Basis).EndRow();
    }
}
