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

        var ids = series.Keys.ToHashSet(StringComparer.Ordinal);
        var assets = Assets(coverage, names, series);
        var protocols = OnchainImport.Read(from, log);
        var social = SocialImport.Read(from, ids, log);
        var coinbase = MarketPlaceImport.ReadCoinbase(from, ids, log);
        var derivatives = MarketPlaceImport.ReadDerivatives(from, ids, log);

        var info = Info(series, protocols, social, derivatives);
        TapeOutput.Write(to, new TapeContent(info, assets, protocols, derivatives, coinbase, [], []),
            asset => (series[asset.Id].ToDaily(), social.GetValueOrDefault(asset.Id, SocialSeries.Empty)), () => { }, cancellation);
        WriteMapping(to, coverage);

        return new ImportReport(
            log.Files, assets.Count, assets.Count(asset => asset.DiedOn is not null), info.FirstDay, info.LastDay);
    }

    private static List<TapeAsset> Assets(Coverage coverage, NameBook names, Dictionary<string, ImportedSeries> series)
    {
        var listed = coverage.All.Where(identity => identity.Dataset == Coverage.Listed && series.ContainsKey(identity.AssetId));
        var end = listed.Max(identity => series[identity.AssetId].LastDay);
        var lunarCrush = 0;

        return
        [
            .. coverage.All.Where(identity => series.ContainsKey(identity.AssetId))
                .OrderBy(identity => identity.AssetId, StringComparer.Ordinal)
                .Select(identity => Asset(identity, names, series[identity.AssetId], end, ref lunarCrush)),
        ];
    }

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
            "Real daily market data: CoinMarketCap history pages 2013-2020, DefiLlama value locked, Reddit activity, Coinbase product lists");
    }

    private static void WriteMapping(string directory, Coverage coverage)
    {
        using var file = new TapeWriter(directory, "mapping.csv", ["asset_key", "dataset", "slug", "asset_id", "basis"]);
        foreach (var identity in coverage.All.OrderBy(identity => identity.AssetId, StringComparer.Ordinal))
        {
            file.Add(identity.AssetKey).Add(identity.Dataset).Add(identity.Slug)
                .Add(identity.AssetId).Add(identity.Basis).EndRow();
        }
    }
}
