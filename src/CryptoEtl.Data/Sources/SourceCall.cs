using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.RateBudget;

namespace CryptoEtl.Data.Sources;

/// <summary>A request, and who makes it.</summary>
/// <param name="Batch">Whose cap it counts against; pipelines take turns.</param>
public sealed record SourceCall(PlannedRequest Request, BatchId Batch)
{
    internal BudgetRequest Budget => new(Request.Source, Batch.Pipeline, Batch.Id, Request.IsPerishable, Request.Credits);
}
