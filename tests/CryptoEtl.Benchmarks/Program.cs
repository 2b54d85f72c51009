using CryptoEtl.Benchmarks.Durable;

if (args is ["engine", ..]) return await EngineBenchmark.RunAsync(args[1..]);

return 2;
