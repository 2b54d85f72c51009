namespace CryptoEtl.Simulator.Tape;

/// <summary>A tape about to be written, the daily rows excepted: those are made one asset at a time.</summary>
internal sealed record TapeContent(
    TapeInfo Info, IReadOnlyList<TapeAsset> Assets, IReadOnlyList<TapeProtocol> Protocols,
    IReadOnlyList<DerivativeRow> Derivatives, IReadOnlyList<CoinbaseState> Coinbase,
    IReadOnlyList<Restatement> Restatements, IReadOnlyList<Defect> Defects);

/// <summary>Writes all files of a tape.</summary>
internal static class TapeOutput
{
    /// <param name="series">Daily and social rows of an asset; asked once for each, in the order of the assets.</param>
    /// <param name="afterSeries">Called when the series are written: lists that depend on them are complete then.</param>
    public static void Write(
        string directory, TapeContent content, Func<TapeAsset, (DailySeries Daily, SocialSeries Social)> series,
        Action afterSeries, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory);
        // A tape made anew is no tape until it is finished.
        File.Delete(Path.Combine(directory, TapeFiles.Info));
        WriteAssets(directory, content.Assets, series, cancellation);
        afterSeries();

        using (var protocols = new TapeWriter(directory, TapeFiles.Protocols, TapeFiles.ProtocolColumns))
        using (var onchain = new TapeWriter(directory, TapeFiles.Onchain, TapeFiles.OnchainColumns))
        {
            foreach (var protocol in content.Protocols)
            {
                protocols.Add(protocol);
                onchain.Add(protocol.Slug, "", protocol.Tvl);
                foreach (var (chain, tvl) in protocol.ChainTvl)
                    onchain.Add(protocol.Slug, chain, tvl);
            }
        }

        WriteList(directory, TapeFiles.Derivatives, TapeFiles.DerivativesColumns, content.Derivatives, TapeRows.Add);
        WriteList(directory, TapeFiles.Coinbase, TapeFiles.CoinbaseColumns, content.Coinbase, TapeRows.Add);
        WriteList(directory, TapeFiles.Restatements, TapeFiles.RestatementColumns, content.Restatements, TapeRows.Add);
        WriteList(directory, TapeFiles.Defects, TapeFiles.DefectColumns, content.Defects, TapeRows.Add);

        // Last: a folder without it is no tape, so a broken-off run cannot be taken for one.
        TapeInfoFile.Write(directory, content.Info);
    }

    private static void WriteAssets(
        string directory, IReadOnlyList<TapeAsset> assets,
        Func<TapeAsset, (DailySeries Daily, SocialSeries Social)> series, CancellationToken cancellation)
    {
        using var list = new TapeWriter(directory, TapeFiles.Assets, TapeFiles.AssetColumns);
        using var daily = new TapeWriter(directory, TapeFiles.Daily, TapeFiles.DailyColumns);
        using var social = new TapeWriter(directory, TapeFiles.Social, TapeFiles.SocialColumns);

        foreach (var asset in assets)
        {
            cancellation.ThrowIfCancellationRequested();
            var (market, activity) = series(asset);
            list.Add(asset);
            daily.Add(asset.Id, market);
            social.Add(asset.Id, activity);
        }
    }

    private static void WriteList<TRow>(
        string directory, string file, string[] columns, IReadOnlyList<TRow> rows, Action<TapeWriter, TRow> write)
    {
        using var writer = new TapeWriter(directory, file, columns);
        foreach (var row in rows)
            write(writer, row);
    }
}
