using CryptoEtl.Core.Features;
using CryptoEtl.Data.Features;
using CryptoEtl.Data.Lakehouse;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Features;

/// <summary>Makes the columns of one block of assets and puts them aside, a file per block of days.</summary>
public sealed class MakeAssetColumns(Lake lake, FeatureConfig config)
{
    private const int BlocksPerRun = 12;

    /// <returns>How many assets the block has.</returns>
    [Function(nameof(MakeAssetColumns))]
    public async Task<int> RunAsync([ActivityTrigger] FeatureBlockRequest input, CancellationToken cancellation)
    {
        input.Plan.Require(config);
        var work = new FeatureWork(lake.Storage, input.Batch);
        var assets = await work.ReadHistoriesAsync(WorkNames.Whole(input.Block), cancellation);
        var stages = new FeatureStages(await WorkPanel.ReadAsync(work, config, input.Plan, cancellation));
        var runs = Runs(input.Plan.Days);
        var at = 0;
        foreach (var columns in stages.Assets(assets, [.. runs.Select(run => (run[0].First, run.Sum(block => block.Days)))]))
        {
            var run = runs.Dequeue();
            foreach (var block in run)
                await work.WriteAsync(WorkNames.Columns(input.Block, at++), Cut(columns, assets.Length, block.First - run[0].First, block.Days), cancellation);
        }

        return assets.Length;
    }

    /// <summary>Neighbouring blocks of days, about a year of them: each start looks back on a year anew.</summary>
    private static Queue<List<DayBlock>> Runs(IReadOnlyList<DayBlock> days)
    {
        var runs = new List<List<DayBlock>>();
        foreach (var block in days)
        {
            if (runs is [.., { Count: < BlocksPerRun } run] && run[^1].First + run[^1].Days == block.First)
                run.Add(block);
            else
                runs.Add([block]);
        }

        return new(runs);
    }

    /// <summary>Some of the days of each asset.</summary>
    private static double[][] Cut(double[][] columns, int assets, int from, int days)
    {
        var width = assets == 0 ? 0 : columns[0].Length / assets;
        return Array.ConvertAll(columns, column =>
        {
            var cut = new double[assets * days];
            for (var asset = 0; asset < assets; asset++)
                column.AsSpan(asset * width + from, days).CopyTo(cut.AsSpan(asset * days));
            return cut;
        });
    }
}
