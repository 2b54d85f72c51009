namespace Parquet.Net.Tests.Support;

/// <summary>Tests that measure the process, beside which no other may run.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
