namespace CryptoEtl.Data.Tests;

/// <summary>For tests that measure the memory of the whole process or its threads: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
