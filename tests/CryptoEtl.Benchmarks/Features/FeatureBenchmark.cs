namespace CryptoEtl.Benchmarks.Features;
public static class FeatureBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        Console.WriteLine(await SyntheticPanel.WriteAsync(args[0], int.Parse(args[1]), int.Parse(args[2])));
        return 0;
    }
}
