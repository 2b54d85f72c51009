using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CryptoEtl.Data.RateBudget;

/// <summary>All that the hosts share about one bucket: one small document.</summary>
public sealed record BudgetState
{
    /// <summary>Theoretical arrival time of the generic cell rate algorithm: when the next call is due if none is sent in a burst.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>Share of the full pace at <see cref="FactorFrom"/>; it grows from there.</summary>
    public double Factor { get; init; } = 1;

    public DateTimeOffset FactorFrom { get; init; }

    /// <summary>Nothing is sent before. In the past: not blocked.</summary>
    public DateTimeOffset BlockedUntil { get; init; }

    /// <summary>The source's own figures. Null: it never said.</summary>
    public int? SourceCallsPerMinute { get; init; }

    public long? SourceCallsPerDay { get; init; }

    public Allowance? DayAllowance { get; init; }

    public Allowance? MonthAllowance { get; init; }

    /// <summary>Of the newest UTC day any host has seen.</summary>
    public PeriodSpend Day { get; init; } = PeriodSpend.None;

    /// <summary>Its <see cref="PeriodSpend.Start"/> is the first of the month.</summary>
    public PeriodSpend Month { get; init; } = PeriodSpend.None;

    /// <summary>The last write of each host that wrote lately, so that it knows its own write again when the answer to it was lost.</summary>
    public ImmutableSortedDictionary<string, WriteMark> Writers { get; init; } = ImmutableSortedDictionary.Create<string, WriteMark>(StringComparer.Ordinal);

    /// <summary>By run id.</summary>
    public ImmutableSortedDictionary<string, RunSpend> Runs { get; init; } = ImmutableSortedDictionary.Create<string, RunSpend>(StringComparer.Ordinal);
}

/// <summary>Spend of a day or a month, in the source's unit, and the calls made.</summary>
public sealed record PeriodSpend(DateOnly Start, long Spent, long Calls)
{
    public static PeriodSpend None { get; } = new(DateOnly.MinValue, 0, 0);
}

/// <summary>Spend of a run, in the source's unit.</summary>
/// <param name="Last">When it last took a turn; the oldest are forgotten first.</param>
public sealed record RunSpend(long Spent, DateTimeOffset Last);

/// <summary>One write of one host.</summary>
/// <param name="Number">Counts the host's writes.</param>
public sealed record WriteMark(long Number, DateTimeOffset At);

/// <summary>What the source says is left, less what was reserved since.</summary>
/// <param name="Until">Then it starts anew, with a figure nobody knows yet.</param>
/// <param name="Limit">Of the plan. Null: unknown.</param>
public sealed record Allowance(long Left, DateTimeOffset Until, long? Limit);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BudgetState))]
internal sealed partial class BudgetJson : JsonSerializerContext;
