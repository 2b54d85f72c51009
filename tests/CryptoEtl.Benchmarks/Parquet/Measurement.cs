using System.Diagnostics;

namespace CryptoEtl.Benchmarks.Parquet;

/// <summary>Seconds by the clock, and of the processor, which other programs on the machine disturb less.</summary>
internal sealed record Measurement(double Clock, double Cpu)
{
    private const int WarmUps = 3;

    /// <summary>Runs three times to warm up, until the compiler has settled, and then several times.</summary>
    public static async Task<Measurement> MedianAsync(int runs, Func<Task> action)
    {
        for (int run = 0; run < WarmUps; run++) await action();
        var measurements = new List<Measurement>();
        for (int run = 0; run < runs; run++)
        {
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            await action();
            measurements.Add(new Measurement(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds));
        }
        return Median(measurements);
    }

    public static Measurement Median(IReadOnlyCollection<Measurement> runs) =>
        new(Middle(runs.Select(run => run.Clock)), Middle(runs.Select(run => run.Cpu)));

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
