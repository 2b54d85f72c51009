namespace CryptoEtl.Core;

/// <summary>A pipeline: its name, and the width of its slots.</summary>
/// <param name="Name">The word for it in commands, HTTP routes, tables and settings.</param>
/// <param name="Slot">A slot is run once: two triggers within it mean the same run.</param>
/// <param name="Purpose">One line.</param>
public sealed record PipelineDefinition(string Name, TimeSpan Slot, string Purpose)
{
    /// <summary>The slot that a moment lies in.</summary>
    public DateTimeOffset SlotOf(DateTimeOffset moment) => new(moment.UtcTicks - moment.UtcTicks % Slot.Ticks, TimeSpan.Zero);

    /// <summary>Its sources tell the past too, so any slot may be run, and parts of the past may be asked for.</summary>
    public bool HasPast { get; init; }

    /// <summary>Refuses a slot that is not now. These sources have no history: today's answer under another day's name would be a lie.</summary>
    /// <exception cref="BadInputException">The slot is over, or has not begun.</exception>
    public void RequireCurrent(DateTimeOffset slot, DateTimeOffset now)
    {
        if (HasPast && slot <= now)
            return;

        var margin = Slot < TimeSpan.FromHours(1) ? TimeSpan.FromHours(1) : Slot;
        if (slot > now || now >= slot + margin)
            throw new BadInputException($"{Name}: slot {slot:yyyy-MM-dd'T'HH:mm:ss'Z'} is not now ({now:yyyy-MM-dd'T'HH:mm:ss'Z'}); its sources have no history, so a missed slot stays a gap");
    }
}

/// <summary>Every pipeline there is.</summary>
public static class Pipelines
{
    public static readonly PipelineDefinition Coinbase = new("coinbase", TimeSpan.FromDays(1), "what Coinbase lists today, and since when");

    public static readonly PipelineDefinition Derivatives = new("derivatives", TimeSpan.FromDays(1), "today's futures, perpetuals and options: open interest, funding, basis, volume");

    public static readonly PipelineDefinition Live = new("live", TimeSpan.FromMinutes(1), "the top 200 now, with social, on-chain and derivatives figures");

    public static readonly PipelineDefinition Universe = new("universe", TimeSpan.FromMinutes(1), "who was in the market when, dead coins included, ranked by what was known then") { HasPast = true };

    public static readonly PipelineDefinition Historical = new("historical", TimeSpan.FromMinutes(1), "bars, value locked and social figures of every asset that was ever a member") { HasPast = true };

    public static readonly PipelineDefinition Gate = new("gate", TimeSpan.FromMinutes(1), "what was never judged, the bars as series, and the chain of verdicts itself");

    public static readonly PipelineDefinition Features = new("features", TimeSpan.FromMinutes(1), "what each day's row could know: momentum, volatility, liquidity, cross-section, on-chain, social, derivatives") { HasPast = true };

    /// <summary>In the order in which they build on each other.</summary>
    public static IReadOnlyList<PipelineDefinition> All { get; } = [Universe, Historical, Coinbase, Derivatives, Live, Gate, Features];

    /// <exception cref="BadInputException">There is none of that name; the message lists those there are.</exception>
    public static PipelineDefinition Named(string name) => All.FirstOrDefault(pipeline => pipeline.Name == name)
        ?? throw new BadInputException($"no pipeline '{name}'; there are: {string.Join(", ", All.Select(pipeline => pipeline.Name))}");
}
