using CryptoEtl.Core;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>Makes a synthetic market. The same options give the same bytes, on every machine.</summary>
public static class TapeMaker
{
    private const int LargestTape = 20_000_000;

    /// <exception cref="BadInputException">The options make no market.</exception>
    public static TapeMakeReport Make(TapeMakeOptions options, string directory, CancellationToken cancellation)
    {
        Check(options);
        return new Run(options).Write(directory, cancellation);
    }

    private static void Check(TapeMakeOptions options)
    {
        if (options.Assets is < 4 or > 50_000)
            throw new BadInputException($"--assets: {options.Assets} lies outside 4 to 50000");
        if (options.Days is < 10 or > 10_000)
            throw new BadInputException($"--days: {options.Days} lies outside 10 to 10000");
        if ((long)options.Assets * options.Days > LargestTape)
            throw new BadInputException($"--assets times --days: {(long)options.Assets * options.Days} is more than {LargestTape}");
        if (options.DefectShare is not (>= 0 and <= 0.5))
            throw new BadInputException($"--defects: {options.DefectShare} lies outside 0 to 0.5");
        if (options.End.DayNumber <= options.Days)
            throw new BadInputException($"--end: {options.End:yyyy-MM-dd} is too early for {options.Days} days");
    }

    private sealed class Run(TapeMakeOptions options)
    {
        private readonly SeriesMaker prices = new(options);
        private readonly SocialMaker social = new(options);
        private readonly DerivativeMaker contracts = new(options);
        private readonly CoinbaseMaker products = new(options);
        private readonly DailyDefects dailyDefects = new(options);
        private readonly RestatementMaker restater = new(options);
        private readonly List<DerivativeRow> derivatives = [];
        private readonly List<Restatement> restatements = [];
        private readonly List<(string Id, double Cap)> ending = [];
        private readonly HashSet<int> firstOfTicker = [];
        private long rows;

        public TapeMakeReport Write(string directory, CancellationToken cancellation)
        {
            var plans = new AssetPlanner(options).Plan();
            var byId = plans.ToDictionary(plan => plan.Asset.Id, StringComparer.Ordinal);
            var assets = plans.Select(plan => plan.Asset).OrderBy(asset => asset.Id, StringComparer.Ordinal).ToArray();
            firstOfTicker.UnionWith(plans.DistinctBy(plan => plan.Asset.Symbol, StringComparer.Ordinal).Select(plan => plan.Index));
            var protocols = new ProtocolMaker(options).Make(plans);
            var coinbase = plans.Where(plan => firstOfTicker.Contains(plan.Index)).SelectMany(products.Make).ToArray();
            // The lists below fill up while the daily rows are written; they are read after that.
            var defects = new List<Defect>();
            var content = new TapeContent(Info(), assets, protocols, derivatives, coinbase, restatements, defects);

            TapeOutput.Write(directory, content, asset => Series(byId[asset.Id]), () => defects.AddRange(Defects()), cancellation);
            return new TapeMakeReport(
                assets.Length, assets.Count(asset => asset.DiedOn is not null), rows, protocols.Count, restatements.Count, defects.Count);
        }

        private (DailySeries Daily, SocialSeries Social) Series(AssetPlan plan)
        {
            var drawn = prices.Draw(plan);
            if (firstOfTicker.Contains(plan.Index))
                derivatives.AddRange(contracts.Make(plan, drawn));
            var activity = social.Draw(plan, drawn);
            var daily = dailyDefects.Spoil(plan, drawn);
            restatements.AddRange(restater.Make(plan, daily));

            rows += daily.Count;
            if (plan.Asset.OnCoinGecko && daily.Days[^1] == options.End.DayNumber)
                ending.Add((plan.Asset.Id, daily.MarketCap[^1]));
            return (daily, activity);
        }

        private IEnumerable<Defect> Defects()
        {
            var ranked = ending.OrderByDescending(asset => asset.Cap).ThenBy(asset => asset.Id, StringComparer.Ordinal);
            var live = new LiveDefectPlan(options).Make([.. ranked.Select(asset => asset.Id)]);
            return dailyDefects.Declared.Concat(live);
        }

        private TapeInfo Info() => new(
            TapeFiles.FormatVersion, $"synthetic-{options.Seed}", options.End.AddDays(1 - options.Days), options.End, options.Seed,
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"Synthetic: seed {options.Seed}, {options.Assets} assets, {options.Days} days to {options.End:yyyy-MM-dd}, defect share {options.DefectShare}"));
    }
}
