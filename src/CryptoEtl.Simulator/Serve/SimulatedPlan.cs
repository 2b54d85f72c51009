namespace CryptoEtl.Simulator.Serve;

/// <summary>A CoinGecko plan, as far as it decides what may be asked.</summary>
public enum SimulatedPlan
{
    /// <summary>Every endpoint.</summary>
    Full,

    /// <summary>No inactive coins, no new listings, no candles of a range.</summary>
    Basic,
}
