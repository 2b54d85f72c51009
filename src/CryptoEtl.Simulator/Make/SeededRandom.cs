using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Make;

/// <summary>A stream of numbers that depends on its seed alone: the same on every machine and in every version of .NET.</summary>
/// <remarks>Only whole-number arithmetic, addition, multiplication and division: functions such as Log may differ in the last bit.</remarks>
internal sealed class SeededRandom(ulong seed)
{
    private static readonly double[] Decades = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1_000];

    private long drawn;

    /// <summary>At least 0, below 1.</summary>
    public double Unit() => StableHash.Unit(StableHash.Of(seed, drawn++));

    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>At least 0, below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Unit() * count);

    public bool Chance(double share) => Unit() < share;

    /// <summary>Mean 0, deviation 1, nearly normal: the sum of twelve uniform numbers.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Unit();
        return sum;
    }

    /// <summary>Like <see cref="Normal"/>, but one draw in fifty is four times as wide.</summary>
    public double FatNormal() => Normal() * (Chance(0.02) ? 4 : 1);

    /// <summary>A price of any size, from millionths to thousands.</summary>
    public double Price() => Decades[Below(Decades.Length)] * Between(1, 10);
}
