using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Judges blocks on all cores; results are added in the order of the blocks.</summary>
internal sealed class Judging(Contract contract, CheckOptions options, CheckTotals totals, BadRows? bad, CancellationToken cancellation) : IDisposable
{
    private const int RowsToTidy = 500_000;

    private readonly BlockJudge judge = new(contract, options, bad);
    private readonly Queue<Task<BlockResult>> running = [];

    /// <summary>Blocks under way at once; only one where rows are written in order.</summary>
    private readonly int most = bad is null ? Math.Max(2, Environment.ProcessorCount) : 1;

    private int untidy;

    public void Add(Block block)
    {
        cancellation.ThrowIfCancellationRequested();
        Tidy(block.Rows.RowCount);
        while (running.Count >= most)
            totals.Add(running.Dequeue().GetAwaiter().GetResult());
        running.Enqueue(Task.Run(() => judge.Judge(block, totals.SlotOf(block.BatchName)), cancellation));
    }

    /// <summary>Columns are large arrays, which the collector frees late: left alone, a gigabyte of them piles up.</summary>
    private void Tidy(int rows)
    {
        untidy += rows;
        if (untidy < RowsToTidy)
            return;
        untidy = 0;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }

    public void Finish()
    {
        while (running.TryDequeue(out var block))
            totals.Add(block.GetAwaiter().GetResult());
    }

    /// <summary>Waits for what is under way, whatever becomes of it: it may still be writing.</summary>
    public void Dispose() => Task.WhenAll(running).ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
}
