namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>Tests that measure the memory or the time of the process: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
