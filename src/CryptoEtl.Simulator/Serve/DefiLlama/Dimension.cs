using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>What a protocol did every day: volume, fees, premiums, or how much was open.</summary>
/// <param name="Daily">Of finished days. A flow is the day's; a level stood at its end. US dollars.</param>
/// <param name="IsLevel">Open interest: a level, of which a part of a day has no part.</param>
internal sealed record Dimension(
    string Number, string Name, string Slug, string Category, IReadOnlyList<ChainName> Chains, string? Parent, DaySeries Daily, bool IsLevel)
{
    /// <summary>When the figure of a finished day is in: an hour or two after its end from hourly adapters, later in the day from daily ones.</summary>
    public TimeSpan Lag => IsDaily
        ? TimeSpan.FromHours(6 + 12 * LlamaJson.Share(Slug, 51))
        : TimeSpan.FromMinutes(60 + 60 * LlamaJson.Share(Slug, 52));

    /// <summary>One adapter in five runs once a day.</summary>
    public bool IsDaily => LlamaJson.Share(Slug, 50) < 0.2;

    /// <summary>Half on the first chain, the rest in equal parts. 0 for a chain it is not on.</summary>
    public double ShareOf(ChainName chain) =>
        !Chains.Contains(chain) ? 0 : Chains.Count == 1 ? 1 : Chains[0] == chain ? 0.5 : 0.5 / (Chains.Count - 1);
}
