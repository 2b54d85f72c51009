using CryptoEtl.Data.HttpCache;
using CryptoEtl.Data.RateBudget;

namespace CryptoEtl.Data.Sources;

/// <summary>What all clients share.</summary>
/// <param name="Clock">Of the data: stamps answers. It may stand still.</param>
public sealed record SourceServices(IHttpCache Cache, IRateBudget Budget, TimeProvider Clock);
