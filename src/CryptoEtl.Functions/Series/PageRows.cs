using System.Net;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Core.Runs;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Functions.Runs;

namespace CryptoEtl.Functions.Series;

/// <summary>What the recorded answers of a page say, compared with what the ledgers hold. No source is asked: the same page gives the same rows again.</summary>
internal sealed class PageRows(Lake lake, BatchId batch)
{
    private readonly Dictionary<string, List<Batch>> fresh = [];
    private readonly Dictionary<(string Kind, string Subject), DayRanges> asked = [], covered = [];
    private readonly Dictionary<string, HashSet<string>> subjects = [];
    private readonly List<AnswerDrift> drift = [];
    private readonly BatchBuilder coverage = new(HistoricalTables.Coverage);
    private DateTimeOffset observedAt;

    /// <summary>Series that the page now covers.</summary>
    public Batch Coverage => coverage.Build();

    /// <summary>What the answers had otherwise than known, by endpoint.</summary>
    public IReadOnlyList<AnswerDrift> Drift => AnswerDrift.Sum(drift);

    /// <summary>The ledgers that got an answer, by full name.</summary>
    public IEnumerable<string> Tables => fresh.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads every answer that is on record.</summary>
    public static async Task<PageRows> ReadAsync(Lake lake, BatchId batch, SeriesPage page, CancellationToken cancellation)
    {
        var rows = new PageRows(lake, batch);
        foreach (var request in page.Assets.SelectMany(asset => asset.Requests))
            await rows.AddAsync(request, cancellation);
        return rows;
    }

    /// <summary>What is new in one ledger.</summary>
    /// <param name="held">Vintages of the page's subjects before this batch.</param>
    public DifferenceRows Differences(TableDefinition table, Batch held)
    {
        var told = Batch.Concat(table, fresh[table.FullName]);
        var (isAsked, isCovered) = (Lookup(table, held, asked), Lookup(table, told, covered));
        return Core.Revisions.Differences.Of(table, held, told, isAsked, isCovered, new RowOrigin(batch, observedAt, RawSha256: null));
    }

    public IReadOnlySet<string> SubjectsOf(TableDefinition table) => subjects[table.FullName];

    private async Task AddAsync(SeriesRequest request, CancellationToken cancellation)
    {
        if (await lake.Raw.FindAsync(batch, request.Request.Name, cancellation) is not { } answer)
            return;

        var parsed = await RawRows.ParseAsync(lake, batch, request.Request, answer, cancellation);
        drift.Add(new(request.Request.Endpoint, FetchPage.DriftOf(request.Request, parsed) ?? []));
        var rows = SeriesRows.Of(request, parsed.Rows);
        var isAbsent = answer.Status == (int)HttpStatusCode.NotFound;
        CoverageRows.Add(coverage, request, rows, isAbsent, new(batch, answer.ReceivedAt, answer.Sha256));
        observedAt = answer.ReceivedAt > observedAt ? answer.ReceivedAt : observedAt;
        Add(request, rows, mayWithdraw: !isAbsent && rows.RowCount > 0);
    }

    /// <summary>That a source has no such thing, or nothing at all to say of it, is no word on single points told before.</summary>
    private void Add(SeriesRequest request, Batch rows, bool mayWithdraw)
    {
        Of(fresh, rows.Table.FullName).Add(rows);
        Of(subjects, rows.Table.FullName).Add(request.Subject);
        if (mayWithdraw)
            Of(asked, (request.Kind, request.Subject)).Add(request.Days);
        foreach (var days in request.Covered)
            Of(covered, (request.Kind, request.Subject)).Add(days);
    }

    /// <summary>Whether a row's day lies in the ranges of its series.</summary>
    private static Func<int, bool> Lookup(TableDefinition table, Batch rows, Dictionary<(string Kind, string Subject), DayRanges> ranges)
    {
        var (texts, days) = (LedgerRows.TextsOf(rows, table.Key[0]), rows.Instants("day"));
        var grains = table.Key.Contains("grain") ? rows.Texts("grain") : null;
        return row => ranges.TryGetValue((KindOf(table, grains?[row]), texts[row]!), out var found) && found.Contains(DateOnly.FromDateTime(days[row]!.Value));
    }

    private static string KindOf(TableDefinition table, string? grain) =>
        table == HistoricalTables.Chart ? grain == "hour" ? SeriesKinds.ChartHours : SeriesKinds.Chart
        : table == HistoricalTables.Candles ? grain == "hour" ? SeriesKinds.CandleHours : SeriesKinds.Candles
        : table == HistoricalTables.Tvl ? SeriesKinds.Tvl
        : table == HistoricalTables.Dex ? SeriesKinds.Dex
        : SeriesKinds.Social;

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> map, TKey key)
        where TKey : notnull where TValue : new()
    {
        if (!map.TryGetValue(key, out var value))
            map.Add(key, value = new());
        return value;
    }
}
