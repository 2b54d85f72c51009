using CryptoEtl.Core;
using CryptoEtl.Core.Coinbase;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.Functions.Coinbase;

/// <summary>Plans a coinbase run.</summary>
public sealed class PlanCoinbase([FromKeyedServices(CryptoEtlServices.Clock)] TimeProvider clock)
{
    [Function(nameof(PlanCoinbase))]
    public Task<Planned> RunAsync([ActivityTrigger] BatchId batch, CancellationToken cancellation)
    {
        Pipelines.Coinbase.RequireCurrent(batch.Slot, clock.GetUtcNow());
        return Task.FromResult(new Planned(CoinbasePlan.For(batch), Skipped: []));
    }
}
