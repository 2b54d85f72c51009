using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Make;

/// <summary>How an asset ends.</summary>
internal enum Ending
{
    Alive,

    /// <summary>Fades for months, then is gone.</summary>
    Decay,

    /// <summary>Loses nearly everything within days, as BitConnect did in January 2018, then is gone.</summary>
    Collapse,
}

/// <summary>The life of one asset, before its prices are drawn.</summary>
/// <param name="Asset">Without series.</param>
/// <param name="FirstCap">Market cap on the first day, US dollars.</param>
/// <param name="Beta">How strongly it follows the market.</param>
/// <param name="Deviation">Of its own daily returns.</param>
/// <param name="Stable">Pegged to one dollar.</param>
/// <param name="Index">Place in the plan, for choices that must not depend on names.</param>
internal sealed record AssetPlan(
    TapeAsset Asset, int Index, double FirstPrice, double FirstCap, double Beta, double Deviation, bool Stable, Ending Ending);
