using System.Globalization;
using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Planning;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.Rebuild;
using CryptoEtl.Functions.Series;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.Functions.Tests.Series;

/// <summary>A lake in a folder whose answers are written by hand: activities run on it without a source.</summary>
internal sealed class RecordedLake : IDisposable
{
    public static readonly DateOnly First = new(2024, 3, 1);

    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-series-").FullName;

    public RecordedLake() => Lake = new Lake(new FolderStorage(folder), new StoppedClock(At(100)));

    public Lake Lake { get; }

    public EtlSettings Settings { get; init; } = EtlSettings.From(new ConfigurationBuilder().Build()) with { Thresholds = new GateThresholds(MaxLoss: 0.5) };

    /// <summary>Noon of the day of that number.</summary>
    public static DateTimeOffset At(int day) => new(First.AddDays(day), new(12, 0), TimeSpan.Zero);

    public static BatchId BatchOf(string pipeline, int day) => new(pipeline, At(day));

    public static SeriesRequest Chart(string asset, int from, int to) => Request(SeriesKinds.Chart, asset, from, to);

    public static SeriesRequest Request(string kind, string asset, int from, int to) =>
        SeriesShapes.OfCoin(kind, asset, [new(First.AddDays(from), First.AddDays(to))]).Last();

    /// <summary>Points of days by number; a day without a value is not told.</summary>
    public static string ChartBody(params (int Day, double Price)[] points)
    {
        var stamps = points.Select(point => (Stamp: Stamp(point.Day + 1), point.Price)).ToList();
        var (prices, caps) = (Pairs(stamps), Pairs(stamps.Select(point => (point.Stamp, point.Price * 1000))));
        return $$"""{"prices":[{{prices}}],"market_caps":[{{caps}}],"total_volumes":[{{prices}}]}""";
    }

    /// <summary>Candles of days by number, by their close.</summary>
    public static string CandleBody(params (int Day, double Close)[] candles) => "[" + string.Join(',', candles.Select(candle => string.Create(
        CultureInfo.InvariantCulture, $"[{Stamp(candle.Day + 1)},{candle.Close - 0.5},{candle.Close + 1},{candle.Close - 1},{candle.Close}]"))) + "]";

    public async Task RecordAsync(BatchId batch, PlannedRequest request, string body, int status = 200, DateTimeOffset? seen = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(body));
        var (sha256, bytes) = await Lake.Raw.PutAsync(stream);
        var answer = new RawAnswer(request.Source, request.PathAndQuery, status, seen ?? batch.Slot, sha256, bytes, 1, 1);
        await Lake.Raw.RecordAsync(batch, request.Name, RequestRecords.With(answer, request));
    }

    /// <summary>A page of one batch: fetched, which here means read, and committed in the order of a run.</summary>
    public async Task<FetchedSeries> LandAsync(BatchId batch, params (SeriesRequest Request, string Body, int Status)[] answers)
    {
        foreach (var (request, body, status) in answers)
            await RecordAsync(batch, request.Request, body, status);
        var assets = answers.GroupBy(answer => answer.Request.Subject).Select(asset => new AssetWork(asset.Key, null, [], [], [.. asset.Select(answer => answer.Request)])).ToList();
        var page = await PageStore.PutAsync(Lake, batch, 0, assets, default);
        var fetched = await FetchAsync(batch, page.Name);
        foreach (var part in fetched.Parts.Select(part => part.Rows))
            await CommitAsync(batch, part.Table, part.Part);
        if (fetched.Coverage is { } coverage)
            await CommitAsync(batch, HistoricalTables.Coverage.FullName, coverage);
        return fetched;
    }

    public Task<FetchedSeries> FetchAsync(BatchId batch, string page)
    {
        return new FetchSeries(new SourceDirectory([]), Lake, Settings, new SeriesTurns()).RunAsync(new(batch, page), default);
    }

    /// <summary>Ledgers of bronze are entered behind a passing verdict, as in a run.</summary>
    public async Task CommitAsync(BatchId batch, string table, StagedPart part)
    {
        var definition = Tables.Named(table);
        if (definition.Layer == Layer.Bronze && definition.IsLedger)
        {
            var verdict = Gate.Sum(Contracts.Of(definition, Settings.Thresholds), [], null, batch.Slot, batch.Slot);
            await new VerdictLedger(Lake, new(null)).AppendAsync(batch, batch.Slot, [verdict], $"{batch.Id}.{part.Path}");
        }

        await Lake.Table(definition).CommitAsync(batch, [part], $"{batch.Id}.{part.Path}");
    }

    /// <summary>All vintages, in the order of the batches.</summary>
    public async Task<Batch> ReadAsync(TableDefinition table, params BatchId[] batches)
    {
        var parts = new List<Batch>();
        foreach (var batch in batches)
            parts.Add(await Lake.Table(table).ReadAsync(batch));
        return Batch.Concat(table, parts);
    }

    /// <summary>What a ledger says now: day and revision of each key's newest vintage.</summary>
    public static IReadOnlyList<(int Day, string Revision, double? Price)> Newest(Batch vintages)
    {
        var rows = Ledger.Newest(vintages, withWithdrawn: true);
        return
        [
            .. Enumerable.Range(0, rows.RowCount).Select(row => (
                DateOnly.FromDateTime(rows.Instants("stamp")[row]!.Value).DayNumber - 1 - First.DayNumber, rows.Texts("revision")[row]!, rows.Numbers("price_usd")[row])).Order(),
        ];
    }

    /// <summary>As another process opens it.</summary>
    public Lake Reopened() => new(new FolderStorage(folder), new StoppedClock(At(100)));

    /// <summary>Takes back the commits after a version: they were never made.</summary>
    public void CutLog(TableDefinition table, long last)
    {
        foreach (var commit in Directory.EnumerateFiles(Path.Combine(folder, table.Folder, "_delta_log"), "*.json"))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(commit), CultureInfo.InvariantCulture, out var version) && version > last)
                File.Delete(commit);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static long Stamp(int day) => new DateTimeOffset(First.AddDays(day), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static string Pairs(IEnumerable<(long Stamp, double Value)> points) =>
        string.Join(',', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"[{point.Stamp},{point.Value}]")));
}
