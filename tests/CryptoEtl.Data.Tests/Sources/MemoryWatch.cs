using System.Diagnostics;
using System.Runtime;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>How far the process grows while something runs: its managed heap and all of its memory, looked at every 5 ms.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Thread watcher;
    private readonly long heapBefore;
    private readonly long processBefore;
    private long heapPeak;
    private long processPeak;

    public MemoryWatch()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        (heapBefore, processBefore) = (GC.GetTotalMemory(forceFullCollection: false), ProcessBytes());
        (heapPeak, processPeak) = (heapBefore, processBefore);
        watcher = new Thread(Watch) { IsBackground = true };
        watcher.Start();
    }

    public double HeapMegabytes => (heapPeak - heapBefore) / 1e6;

    public double ProcessMegabytes => (processPeak - processBefore) / 1e6;

    public void Dispose()
    {
        stop.Cancel();
        watcher.Join();
        stop.Dispose();
    }

    private void Watch()
    {
        do
        {
            heapPeak = Math.Max(heapPeak, GC.GetTotalMemory(forceFullCollection: false));
            processPeak = Math.Max(processPeak, ProcessBytes());
        }
        while (!stop.Token.WaitHandle.WaitOne(5));
    }

    private static long ProcessBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
