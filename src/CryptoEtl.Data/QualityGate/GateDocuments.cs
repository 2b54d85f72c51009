using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate;

/// <summary>What all verdicts add up to, as of a version of their table.</summary>
/// <param name="Version">Of gate_verdict; -1: there is none.</param>
/// <param name="Tables">By full name.</param>
public sealed record GateState(long Version, ChainHead Head, IReadOnlyDictionary<string, TableStanding> Tables)
{
    public static readonly GateState Empty = new(-1, ChainHead.Start, new Dictionary<string, TableStanding>());
}

/// <summary>Small files beside the tables of the gate, all made of <c>gate_verdict</c> and made anew from it where they are missing or behind.</summary>
/// <remarks>They are what keeps the cost of a new batch the same however many there were.</remarks>
internal sealed class GateDocuments(ILakeStorage storage)
{
    private const string Folder = "_gate";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public async Task<GateState> StateAsync(CancellationToken cancellation) => await ReadAsync<GateState>("state.json", cancellation) ?? GateState.Empty;

    public async Task<TableTrend> TrendAsync(string table, CancellationToken cancellation) =>
        (await NewestAsync<TableTrend>($"trend/{table}", cancellation)).Value ?? TableTrend.Empty(table);

    /// <summary>Id of each batch of a table that was judged, and whether it was accepted by its last verdict.</summary>
    public async Task<Dictionary<string, bool>> AcceptedAsync(string table, CancellationToken cancellation)
    {
        var accepted = new Dictionary<string, bool>(StringComparer.Ordinal);
        var files = await storage.ListTreeAsync($"{Folder}/accepted/{table}", cancellation);
        foreach (var month in files.Select(file => Path.GetDirectoryName(file.Path)![(Folder.Length + 1)..]).Distinct())
        {
            foreach (var (batch, passed) in (await NewestAsync<Dictionary<string, bool>>(month, cancellation)).Value ?? [])
                accepted[batch] = passed;
        }

        return accepted;
    }

    /// <summary>Takes verdicts in. The state is written last: what was cut short is taken in again.</summary>
    public async Task<GateState> TakeInAsync(GateState state, long version, IReadOnlyList<SealedVerdict> verdicts, CancellationToken cancellation)
    {
        foreach (var table in verdicts.GroupBy(verdict => verdict.Verdict.Table))
        {
            await AddAsync($"trend/{table.Key}", TableTrend.Empty(table.Key), table, (trend, verdict) => trend.With(verdict), cancellation);
            foreach (var month in table.GroupBy(MonthOf))
                await AddAsync($"accepted/{table.Key}/{month.Key}", new SortedDictionary<string, bool>(StringComparer.Ordinal), month, Accept, cancellation);
        }

        var next = After(state, version, verdicts);
        await WriteAsync("state.json", next, cancellation);
        return next;
    }

    /// <summary>Forgets what verdicts added up to that are no longer there: the lake was set back.</summary>
    public async Task ForgetAsync(CancellationToken cancellation)
    {
        foreach (var file in await storage.ListTreeAsync(Folder, cancellation))
            await storage.DeleteAsync(file.Path, null, cancellation);
    }

    private static GateState After(GateState state, long version, IReadOnlyList<SealedVerdict> verdicts)
    {
        var tables = state.Tables.ToDictionary();
        foreach (var verdict in verdicts)
        {
            if (TableStanding.After(tables.GetValueOrDefault(verdict.Verdict.Table), verdict) is { } standing)
                tables[verdict.Verdict.Table] = standing;
        }

        return new(version, verdicts.Count == 0 ? state.Head : new(verdicts[^1].Sequence, verdicts[^1].Sha256), tables);
    }

    private static SortedDictionary<string, bool> Accept(SortedDictionary<string, bool> accepted, SealedVerdict verdict)
    {
        accepted[verdict.Batch.Id] = !verdict.IsHalt;
        return accepted;
    }

    /// <summary>Writes the next of a document's files. Each is named by the last verdict in it, so writers at once write the same, and one that is late replaces nothing.</summary>
    private async Task AddAsync<T>(string document, T empty, IEnumerable<SealedVerdict> verdicts, Func<T, SealedVerdict, T> add, CancellationToken cancellation)
        where T : class
    {
        var (value, sequence) = await NewestAsync<T>(document, cancellation);
        var newer = verdicts.Where(verdict => verdict.Sequence > sequence).ToList();
        if (newer.Count == 0)
            return;

        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(newer.Aggregate(value ?? empty, add), Web));
        await storage.PutIfAbsentAsync($"{Folder}/{document}/{newer[^1].Sequence:D12}.json", content, cancellation);
        if (value is not null)
            await storage.DeleteAsync($"{Folder}/{document}/{sequence:D12}.json", null, cancellation);
    }

    /// <summary>The newest file of a document, and the last verdict in it; null and 0 where there is none.</summary>
    private async Task<(T? Value, long Sequence)> NewestAsync<T>(string document, CancellationToken cancellation)
        where T : class
    {
        // The next writer may delete a file between the listing and the reading: its own is there then.
        while ((await storage.ListAsync($"{Folder}/{document}", cancellation)) is [.., var newest])
        {
            var name = newest.Path[(Folder.Length + 1)..];
            if (await ReadAsync<T>(name, cancellation) is { } value)
                return (value, long.Parse(Path.GetFileNameWithoutExtension(name), CultureInfo.InvariantCulture));
        }

        return (null, 0);
    }

    private static string MonthOf(SealedVerdict verdict) => verdict.Batch.Slot.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private async Task<T?> ReadAsync<T>(string name, CancellationToken cancellation)
    {
        await using var stream = await storage.OpenReadAsync($"{Folder}/{name}", cancellation);
        try
        {
            return stream is null ? default : await JsonSerializer.DeserializeAsync<T>(stream, Web, cancellation);
        }
        catch (JsonException broken)
        {
            throw new LakeException($"{storage.Describe($"{Folder}/{name}")}: cannot be read ({broken.Message}); delete the folder {Folder}, it is made anew from {GateTables.Verdict.FullName}");
        }
    }

    private async Task WriteAsync<T>(string name, T value, CancellationToken cancellation)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(value, Web));
        await storage.ReplaceAsync($"{Folder}/{name}", content, cancellation);
    }
}
