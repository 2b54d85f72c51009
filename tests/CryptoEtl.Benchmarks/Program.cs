using CryptoEtl.Benchmarks.Parquet;

if (args is ["parquet", ..]) return await ParquetBenchmark.RunAsync(args[1..]);
return 0;
