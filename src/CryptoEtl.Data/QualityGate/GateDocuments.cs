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
        await ReadAsync<TableTrend>($"trend/{table}.json", cancellation) ?? TableTrend.Empty(table);

    /// <summary>Id of each batch of a table that was judged, and whether it was accepted by its last verdict.</summary>
    public async Task<Dictionary<string, bool>> AcceptedAsync(string table, CancellationToken cancellation)
    {
        var accepted = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var file in await storage.ListAsync($"{Folder}/accepted/{table}", cancellation))
        {
            foreach (var (batch, passed) in await ReadAsync<Dictionary<string, bool>>(file.Path[(Folder.Length + 1)..], cancellation) ?? [])
                accepted[batch] = passed;
        }

        return accepted;
    }

    /// <summary>Takes verdicts in. The state is written last: what was cut short is taken in again.</summary>
    public async Task<GateState> TakeInAsync(GateState state, long version, IReadOnlyList<SealedVerdict> verdicts, CancellationToken cancellation)
    {
        foreach (var table in verdicts.GroupBy(verdict => verdict.Verdict.Table))
        {
            var trend = table.Aggregate(await TrendAsync(table.Key, cancellation), (before, verdict) => before.With(verdict));
            await WriteAsync($"trend/{table.Key}.json", trend, cancellation);
            foreach (var month in table.GroupBy(MonthOf))
                await AcceptAsync($"accepted/{table.Key}/{month.Key}.json", month, cancellation);
        }

        var next = After(state, version, verdicts);
        await WriteAsync("state.json", next, cancellation);
        return next;
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

    private async Task AcceptAsync(string name, IEnumerable<SealedVerdict> verdicts, CancellationToken cancellation)
    {
        var accepted = await ReadAsync<SortedDictionary<string, bool>>(name, cancellation) ?? [];
        foreach (var verdict in verdicts)
            accepted[verdict.Batch.Id] = !verdict.IsHalt;
        await WriteAsync(name, accepted, cancellation);
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
