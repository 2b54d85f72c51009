using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Sources.CoinGecko;
using CryptoEtl.Functions.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.Functions.Live;

/// <summary>Plans a live run, and refuses it while it costs nothing if the month's credits would not do.</summary>
public sealed class PlanLive(
    CoinGeckoClient coinGecko, Lake lake, EtlSettings settings, [FromKeyedServices(CryptoEtlServices.Clock)] TimeProvider clock)
{
    [Function(nameof(PlanLive))]
    public async Task<Planned> RunAsync([ActivityTrigger] BatchId batch, CancellationToken cancellation)
    {
        Pipelines.Live.RequireCurrent(batch.Slot, clock.GetUtcNow());
        var plan = LivePlan.For(batch, settings.WithSocial);
        var cost = plan.CreditsAt(SourceNames.CoinGecko);
        var left = await CreditsLeftAsync(cancellation);
        if (left < cost)
            throw new BudgetException($"coingecko: the run costs {cost} credits, {left} are left this month");

        return new(plan, settings.WithSocial ? [] : ["lunarcrush: LUNARCRUSH_PRO_API_KEY is not set"]);
    }

    /// <summary>Only keyed access has a ledger.</summary>
    private async Task<long?> CreditsLeftAsync(CancellationToken cancellation) =>
        settings.CoinGecko.ApiKey is null ? null : await coinGecko.CreditsLeftAsync(lake.Raw, cancellation);
}
