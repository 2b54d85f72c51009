using System.Globalization;

namespace CryptoEtl.Core;

/// <summary>One run of one pipeline for one slot of time. It names the orchestration, its files and its commits.</summary>
/// <param name="Pipeline">Such as <c>live</c>.</param>
/// <param name="Slot">The moment the run stands for, to the second, UTC.</param>
public sealed record BatchId(string Pipeline, DateTimeOffset Slot)
{
    /// <summary>Tells apart runs of one slot that are about different parts of the past; null: the whole. See <see cref="Runs.RunScope.Id"/>.</summary>
    public string? Scope { get; init; }

    /// <summary>Such as <c>live-20180201T120000Z</c>, or <c>historical~1a2b3c4d-20180201T120000Z</c> with a scope.</summary>
    public string Id => $"{Pipeline}{(Scope is null ? "" : $"~{Scope}")}-{Slot.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";

    /// <summary>UTC day of the slot: the partition the batch lands in.</summary>
    public DateOnly EventDate => DateOnly.FromDateTime(Slot.UtcDateTime);

    /// <summary>The same slot again, for what failed before.</summary>
    public BatchId Attempt(int number) => this with { Scope = $"{Scope?.Split('r')[0]}r{number.ToString(CultureInfo.InvariantCulture)}" };

    public override string ToString() => Id;

    /// <summary>Reads an id; null when the text is none.</summary>
    public static BatchId? TryParse(string text)
    {
        var dash = text.LastIndexOf('-');
        return dash > 0 && DateTimeOffset.TryParseExact(
            text[(dash + 1)..], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var slot)
            ? Of(text[..dash].Split('~'), slot)
            : null;
    }

    private static BatchId? Of(string[] name, DateTimeOffset slot) => name switch
    {
        [var pipeline] => new(pipeline, slot),
        [var pipeline, { Length: > 0 } scope] => new(pipeline, slot) { Scope = scope },
        _ => null,
    };
}

/// <summary>Where and when a row was seen.</summary>
/// <param name="RawSha256">Hash of the raw answer, lower-case hex; null where no single answer explains the row.</param>
public sealed record RowOrigin(BatchId Batch, DateTimeOffset ObservedAt, string? RawSha256);
