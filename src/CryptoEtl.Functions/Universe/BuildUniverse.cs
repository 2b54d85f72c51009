using System.Globalization;
using System.Runtime.CompilerServices;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Core.Runs;
using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Classification;
using CryptoEtl.Core.Universe.Identity;
using CryptoEtl.Core.Universe.Membership;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Series;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.Functions.Universe;

/// <summary>Input of <see cref="BuildUniverse"/>.</summary>
/// <param name="IsSurvivorshipFree">Inactive coins were listed too.</param>
public sealed record UniverseBuild(BatchId Batch, DateTimeOffset ObservedAt, RunScope Past, bool IsSurvivorshipFree);

/// <summary>Reconstructs who was a member on each day, from what was known at its decision time.</summary>
public sealed class BuildUniverse(Lake lake, EtlSettings settings)
{
    private static readonly string[] ChartColumns =
    [
        "asset_id", "grain", "stamp", "day", "price_usd", "market_cap_usd", "volume_24h_usd", "type_errors",
        Tables.Revision, Tables.AvailableAt, Tables.ObservedAt, Tables.BatchId,
    ];

    [Function(nameof(BuildUniverse))]
    public async Task<PromotedSeries> RunAsync([ActivityTrigger] UniverseBuild input, CancellationToken cancellation)
    {
        var origin = new RowOrigin(input.Batch, input.ObservedAt, RawSha256: null);
        var history = await HistoryAsync(input, cancellation);
        if (history.Told is not { } told)
            return new([], ["no market cap is known of any day: there is no universe"]);

        var held = await HeldUniverse.ReadAsync(lake, cancellation);
        var days = DaysOf(input, told, held.LastDay, history.FirstNew);
        var span = new MembershipSpan(days.From, days.To, await held.MembersOfAsync(days.From.AddDays(-1), cancellation), input.IsSurvivorshipFree);
        var parts = new List<LedgerPart>();
        var facts = new ClassFacts();
        await foreach (var (rows, part) in DescribeAsync(history.Caps, days.To, origin, cancellation))
        {
            if (rows.Table == UniverseTables.Classification)
                facts.Add(rows);
            if (part is not null)
                parts.Add(part);
        }

        foreach (var year in UniverseMembership.Build(settings.Universe, history.Caps, facts, span, origin))
        {
            if (await StageAsync(year, held, origin, cancellation) is { } part)
                parts.Add(part);
        }

        return new(parts, Notes(days, input.IsSurvivorshipFree));
    }

    /// <summary>Every vintage that passes the gate's rules, the days they are of, and the first day that this batch was the first to tell.</summary>
    private async Task<(CapHistory Caps, DayRange? Told, DateOnly? FirstNew)> HistoryAsync(UniverseBuild input, CancellationToken cancellation)
    {
        var (caps, stage) = (new CapHistory(), new LedgerStage(lake, settings.Thresholds));
        var table = lake.Table(HistoricalTables.Chart);
        if (await table.SnapshotAsync(cancellation) is not { } snapshot)
            return (caps, null, null);

        var accepted = await lake.Gate.AcceptedAsync(HistoricalTables.Chart, cancellation);
        (DateTime? first, DateTime? last, DateTime? firstNew) = (null, null, null);
        await foreach (var rows in table.ReadFilesAsync(snapshot, null, ChartColumns, cancellation))
        {
            var passed = stage.Passed(LedgerRows.Accepted(rows, accepted), input.ObservedAt);
            caps.Add(passed);
            first = Earlier(first, passed.Instants("day").Min());
            last = Later(last, passed.Instants("day").Max());
            firstNew = Earlier(firstNew, FirstNew(passed, input.Batch));
        }

        return (caps, first is null ? null : new DayRange(DayOf(first.Value), DayOf(last!.Value)), firstNew is null ? null : DayOf(firstNew.Value));
    }

    private static DateTime? FirstNew(Batch rows, BatchId batch)
    {
        var (days, revisions, batches) = (rows.Instants("day"), rows.Texts(Tables.Revision), rows.Texts(Tables.BatchId));
        return Enumerable.Range(0, rows.RowCount).Where(row => batches[row] == batch.Id && revisions[row] == RevisionClasses.Appended).Min(row => days[row]);
    }

    /// <summary>What the coins are known by, and what they are: from every vintage of the lists.</summary>
    private async IAsyncEnumerable<(Batch Rows, LedgerPart? Part)> DescribeAsync(
        CapHistory history, DateOnly to, RowOrigin origin, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Batch[] listing = [(await LedgerRows.AllAsync(lake, UniverseTables.Listing, cancellation)).Rows];
        Batch[] stablecoins = [(await LedgerRows.AllAsync(lake, UniverseTables.Stablecoins, cancellation)).Rows];
        foreach (var rows in new[]
                 {
                     IdentityHistory.Build(listing, stablecoins, origin),
                     UniverseClassification.Build(listing, stablecoins, history, settings.Universe, to, origin),
                 })
            yield return (rows, await StageWholeAsync(rows, origin, cancellation));
    }

    private async Task<LedgerPart?> StageWholeAsync(Batch rows, RowOrigin origin, CancellationToken cancellation)
    {
        var held = await LedgerRows.AllAsync(lake, rows.Table, cancellation);
        var differences = Differences.Of(rows.Table, held.Rows, rows, IsOfLists(held.Rows), _ => false, origin);
        return await new LedgerStage(lake, settings.Thresholds).StageAsync(differences, held.Version, "all", origin.Batch, cancellation);
    }

    /// <summary>Links to other sources are what <c>historical</c> finds.</summary>
    private static Func<int, bool> IsOfLists(Batch held)
    {
        var kinds = held.Table == UniverseTables.Identity ? held.Texts("kind") : null;
        return row => kinds is null || !IdentityKind.Links.Contains(kinds[row]!);
    }

    /// <summary>
    /// From the day after the last one held, or from the first day that a chart now tells for the first time, as one does that had failed before;
    /// unless another first day or all of it was asked for. To the last day that is decided.
    /// </summary>
    private DayRange DaysOf(UniverseBuild input, DayRange told, DateOnly? lastHeld, DateOnly? firstNew)
    {
        var from = input.Past.From ?? (input.Past.Refresh || lastHeld is null ? told.From : firstNew <= lastHeld ? firstNew.Value : lastHeld.Value.AddDays(1));
        var decided = DayOf((input.Batch.Slot - settings.Universe.DecisionOffset).UtcDateTime).AddDays(-1);
        var to = input.Past.To < decided ? input.Past.To.Value : decided;
        return new(from < told.From ? told.From : from, to > told.To.AddDays(settings.Universe.MaxStaleDays + 1) ? told.To.AddDays(settings.Universe.MaxStaleDays + 1) : to);
    }

    private async Task<LedgerPart?> StageAsync(Batch year, HeldUniverse held, RowOrigin origin, CancellationToken cancellation)
    {
        var (first, last) = (year.Instants("day").Min()!.Value, year.Instants("day").Max()!.Value);
        var before = await held.VintagesAsync(DayOf(first), DayOf(last), cancellation);
        var decided = before.Rows.Instants("day").ToHashSet();
        var (days, freshDays) = (before.Rows.Instants("day"), year.Instants("day"));
        var differences = Differences.Of(
            UniverseTables.Silver, before.Rows, year, row => days[row] >= first && days[row] <= last, row => decided.Contains(freshDays[row]), origin);
        return await new LedgerStage(lake, settings.Thresholds).StageAsync(
            differences, before.Version, first.Year.ToString(CultureInfo.InvariantCulture), origin.Batch, cancellation);
    }

    private List<string> Notes(DayRange days, bool isSurvivorshipFree)
    {
        var what = days.Days <= 0 ? "universe: no new day" : string.Create(CultureInfo.InvariantCulture, $"universe: top {settings.Universe.Top}, {days.From:yyyy-MM-dd} to {days.To:yyyy-MM-dd}, {days.Days} days");
        return isSurvivorshipFree ? [what] : [what, "NOT SURVIVORSHIP-BIAS-FREE: the plan of the key does not list inactive coins, so dead ones are missing"];
    }

    private static DateOnly DayOf(DateTime instant) => DateOnly.FromDateTime(instant);

    private static DateTime? Earlier(DateTime? one, DateTime? other) => one is null || other < one ? other ?? one : one;

    private static DateTime? Later(DateTime? one, DateTime? other) => one is null || other > one ? other ?? one : one;
}
