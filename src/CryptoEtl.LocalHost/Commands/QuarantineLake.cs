using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate.Quarantine;
using CryptoEtl.Functions;
using CryptoEtl.Functions.QualityGate;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The lake of the settings with its quarantine, and nothing of the sources.</summary>
internal sealed class QuarantineLake
{
    private readonly TimeProvider clock;

    private QuarantineLake(IServiceProvider services) =>
        (Lake, Settings, clock) = (services.GetRequiredService<Lake>(), services.GetRequiredService<EtlSettings>(), services.GetRequiredKeyedService<TimeProvider>(CryptoEtlServices.Clock));

    public Lake Lake { get; }

    public EtlSettings Settings { get; }

    public QuarantineStore Store => new(Lake);

    public QuarantineReplay Replay => new(Lake, Settings, clock);

    public static QuarantineLake Open(string? lake) => new(new ServiceCollection()
        .AddCryptoEtl(Commands.Settings.Load(new Dictionary<string, string?> { ["ETL_LAKE"] = lake })).BuildServiceProvider());

    /// <summary>A moment for what is done now.</summary>
    public Task<DateTime> NextMomentAsync(CancellationToken cancellation) => Store.NextMomentAsync(clock.GetUtcNow(), cancellation);

    /// <summary>Rows named by ids, or all that a filter gives.</summary>
    /// <exception cref="BadInputException">Neither is given, or both are.</exception>
    public async Task<IReadOnlyList<HeldRow>> ChooseAsync(IReadOnlyList<string> ids, QuarantineFilter filter, bool all, CancellationToken cancellation)
    {
        if (ids.Count > 0)
            return filter == new QuarantineFilter() ? await Store.FindAsync(ids, cancellation) : throw new BadInputException("give ids or filters, not both");
        if (filter == new QuarantineFilter { Table = filter.Table } && !all)
            throw new BadInputException("name the rows: ids, --rule, --asset, --from, --to or --batch; --all takes every row, of --table if that is given");
        return [.. (await Store.ReadAsync(filter, cancellation)).Where(row => row.IsWaiting)];
    }
}
