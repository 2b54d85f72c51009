using CryptoEtl.Benchmarks.Budget;
using CryptoEtl.Benchmarks.Durable;
using CryptoEtl.Benchmarks.Features;
using CryptoEtl.Benchmarks.Gate;
using CryptoEtl.Benchmarks.Lakehouse;
using CryptoEtl.Benchmarks.Parquet;

switch (args)
{
    case ["engine", ..]: return await EngineBenchmark.RunAsync(args[1..]);
    case ["parquet", ..]: return await ParquetBenchmark.RunAsync(args[1..]);
    case ["lake", ..]: return await LakeBenchmark.RunAsync(args[1..]);
    case ["commit", ..]: return await CommitBenchmark.RunAsync(args[1..]);
    case ["budget", ..]: return await BudgetBenchmark.RunAsync(args[1..]);
    case ["gate", ..]: return await GateBenchmark.RunAsync(args[1..]);
    case ["gate-pages"]: return await PagesBenchmark.RunAsync();
    case ["features", ..]: return await FeatureBenchmark.RunAsync(args[1..]);
    default:
        await Console.Error.WriteLineAsync("usage: dotnet run -c Release --project tests/CryptoEtl.Benchmarks -- engine|parquet|commit|lake|budget|gate|gate-pages|features");
        return 2;
}
