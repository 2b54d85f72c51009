using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.QualityGate;

/// <summary>Records overrides: written once, never changed, and over when they expire.</summary>
public sealed class OverrideBook(Lake lake)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <summary>Records that a refused batch may be used until a moment. The same word twice is one record.</summary>
    /// <exception cref="BadInputException">A field is empty, the moment is over or too far, or the batch was not refused.</exception>
    public async Task<Committed> AddAsync(GateOverride word, DateTimeOffset now, CancellationToken cancellation = default)
    {
        Check(word, now);
        await RequireRefusedAsync(word, cancellation);
        var (table, id) = (lake.Table(GateTables.Override), GateRecords.ShortId(word.Table, word.Batch, word.Reason, word.By, Text(word.ExpiresAt)));
        var batch = new BatchId("override", new(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero));
        var rows = new BatchBuilder(GateTables.Override);
        rows.Text("override_id", id).Text("table_name", word.Table).Text("refused_batch", word.Batch).Text("reason", word.Reason).Text("by", word.By)
            .Instant("expires_at", word.ExpiresAt).Origin(new(batch, now, RawSha256: null), now, TimeSpan.Zero).EndRow();
        return await table.CommitAsync(batch, [await table.StageAsync(batch, id, rows.Build(), cancellation)], id, cancellation);
    }

    private static void Check(GateOverride word, DateTimeOffset now)
    {
        foreach (var (name, value) in new[] { ("table", word.Table), ("batch", word.Batch), ("reason", word.Reason), ("by", word.By) })
        {
            if (string.IsNullOrWhiteSpace(value))
                throw new BadInputException($"{name} is '{value}': an override names table, batch, reason and person");
        }

        if (word.ExpiresAt <= now || word.ExpiresAt > now + Longest)
            throw new BadInputException($"expires is '{Text(word.ExpiresAt)}': it must lie after {Text(now)}, by at most {Longest.TotalDays} days");
    }

    private async Task RequireRefusedAsync(GateOverride word, CancellationToken cancellation)
    {
        if (BatchId.TryParse(word.Batch) is not { } batch)
            throw new BadInputException($"batch is '{word.Batch}', which is no batch id such as live-20180201T120000Z");
        if (await lake.Gate.OfAsync(batch, Tables.Named(word.Table).FullName, cancellation) is not [.., var last])
            throw new BadInputException($"{word.Table}: there is no verdict on batch {word.Batch}");
        if (!last.IsHalt)
            throw new BadInputException($"{word.Table}: batch {word.Batch} was not refused; its last verdict is {GateRecords.Word(last.Verdict.Decision)}");
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
