namespace CryptoEtl.Simulator.Prices;

/// <summary>Numbers that look random and are the same on every machine and in every run.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>FNV-1a over the UTF-16 units, then mixed.</summary>
    public static ulong Of(string text)
    {
        var hash = Offset;
        foreach (var unit in text)
            hash = (hash ^ unit) * Prime;
        return Mix(hash);
    }

    public static ulong Of(ulong seed, long salt) => Mix(seed ^ Mix((ulong)salt + 0x9E3779B97F4A7C15));

    /// <summary>At least 0, below 1.</summary>
    public static double Unit(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));

    // Finalizer of SplitMix64: Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators.
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
